/** The consumer as a scheduler or a container starts it: `breakwater consume` with the same flags and exit codes. */
process.argv.splice(2, 0, 'consume');
await import('../src/cli/main.ts');
