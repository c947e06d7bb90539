/** Detection in cycles as a scheduler or a container starts it: `breakwater cycles` with the same flags and exit codes. */
process.argv.splice(2, 0, 'cycles');
await import('../src/cli/main.ts');
