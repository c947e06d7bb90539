/** Sanctions as a scheduler or a container starts them: `breakwater sanction run` with the same flags and exit codes. */
process.argv.splice(2, 0, 'sanction', 'run');
await import('../src/cli/main.ts');
