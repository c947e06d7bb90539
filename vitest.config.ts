import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // chdb holds native state for the whole process: forks, never threads.
    pool: 'forks',
    maxWorkers: 2,
    // CI shares its machine: brokers and processes that are killed on purpose get a second try there, and none elsewhere.
    retry: process.env.CI === 'true' ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
