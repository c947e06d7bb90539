// Runs before `npm start`: builds the pages of the console when there are none, or older ones than their sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

const built = 'src/console/web/dist/index.html';
const SOURCES = [
  'src/console/web/src',
  'src/console/web/index.html',
  'src/console/contract',
  'src/contract',
  'src/reports',
];

const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)))
    : statSync(path).mtimeMs;

if (!existsSync(built) || statSync(built).mtimeMs < Math.max(...SOURCES.map(newest))) {
  process.stderr.write('Building the pages of the console ...\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'pages'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write(
      'The pages could not be built. Mend what is said above and run the command again.\n',
    );
    process.exit(status ?? 1);
  }
}
