/** Retention as a scheduler or a container starts it: `breakwater store retention` with the same flags and exit codes. */
process.argv.splice(2, 0, 'store', 'retention');
await import('../src/cli/main.ts');
