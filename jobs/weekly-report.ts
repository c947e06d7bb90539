/** The weekly report as a scheduler or a container starts it: `breakwater report weekly --deliver` with the same flags and exit codes. */
process.argv.splice(2, 0, 'report', 'weekly', '--deliver');
await import('../src/cli/main.ts');
