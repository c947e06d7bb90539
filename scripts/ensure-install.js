// Runs before `npm start` and `npm test`: installs what package-lock.json names when it is not there yet or is older.
// Plain JavaScript for Node 20, because at this moment nothing is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;

if (!fresh) {
  process.stderr.write('Installing what package-lock.json names (once; about 1 GB, a minute or two) ...\n');
  // Not `npm ci`: it refuses a lock file that was made where packages for other platforms could not be seen. The versions
  // are those of the lock file all the same, and neither file is written.
  const { status } = spawnSync('npm', ['install', '--no-save', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write(
      'Installing failed. Mend what npm says above (network? disk space?) and run the command again.\n',
    );
    process.exit(status ?? 1);
  }
}
