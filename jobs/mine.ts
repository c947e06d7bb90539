/** A mining worker as a scheduler or a container starts it: `breakwater mine` with the same flags and exit codes. */
process.argv.splice(2, 0, 'mine');
await import('../src/cli/main.ts');
