// Makes the secrets of an installation in the directory that is named, once: what is there stays as it is. Readable by
// their owner and group only.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const SECRETS = {
  'pseudonym.key': () => randomBytes(32),
  'clickhouse-password': () => randomBytes(24).toString('base64url'),
  'grafana-password': () => randomBytes(24).toString('base64url'),
};

const directory = process.argv[2];
if (directory === undefined) {
  process.stderr.write('make-keys: name the directory\n');
  process.exit(2);
}
for (const [name, make] of Object.entries(SECRETS)) {
  try {
    writeFileSync(join(directory, name), make(), { flag: 'wx', mode: 0o440 });
    process.stdout.write(`made ${name}\n`);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    process.stdout.write(`kept ${name}\n`);
  }
}
