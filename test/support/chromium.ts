/** Debian's Chromium for browser tests; installed where it is not there yet and we may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { aptGet } from '../../scripts/apt-get.ts';

const PATH = '/usr/bin/chromium';

/** Without a font for Chinese every sign of it is the same box, on screenshots and in print. */
const hasChinese = (): boolean => spawnSync('fc-list', [':lang=zh', 'file']).stdout?.length > 0;

function install(): void {
  if (existsSync(PATH) && hasChinese()) return;
  for (const args of aptGet(['chromium', 'fontconfig', 'fonts-noto-cjk']))
    spawnSync('flock', args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  if (!existsSync(PATH)) throw new Error(`there is no ${PATH}: apt-get install chromium`);
}

export async function launchChromium(): Promise<Browser> {
  install();
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
