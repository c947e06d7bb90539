/** How Debian packages are installed where several processes may want to at once: one after the other, by flock. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOCK = join(tmpdir(), 'breakwater-apt-get.lock');

/** Arguments of `flock`, call by call. Locks of apt itself, which others may hold, are waited for, too. */
export const aptGet = (packages: readonly string[]): readonly (readonly string[])[] =>
  [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ].map((args) => [LOCK, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args]);
