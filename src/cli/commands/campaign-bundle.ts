/** `breakwater campaigns bundle|verify`: a confirmed campaign for another platform or an authority. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readKey, readSecret, readSettings } from '../../config/index.ts';
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { guarded, makeDirectory } from '../directories.ts';

/** Loaded when it is needed: charts, mail and storage take long to load. */
const reports = () => import('../../reports/index.ts');

interface BundleOptions {
  readonly store?: string;
  readonly config?: string;
  readonly to: string;
  readonly signingKey: string;
  readonly key?: string;
  readonly out: string;
}

/** `withStore` opens the store that the options name. */
export function addBundleCommands(
  campaigns: Command,
  {
    options,
    withStore,
    now,
    print,
  }: {
    readonly options: (command: Command) => Command;
    readonly withStore: (given: BundleOptions, work: (store: Store) => Promise<void>) => Promise<void>;
    readonly now: number;
    readonly print: (text: string) => void;
  },
): void {
  options(campaigns.command('bundle'))
    .argument('<id>', 'a campaign_id')
    .description(
      'write a confirmed campaign for somebody else: pseudonymised and signed, as JSON and, where there is a Chromium, as PDF',
    )
    .requiredOption('--to <receiver>', 'who gets it; pseudonyms are this receiver’s own')
    .requiredOption('--signing-key <file>', 'Ed25519 key in PEM: openssl genpkey -algorithm ed25519')
    .option('--key <file>', 'what pseudonyms are made with (default: pseudonymKey of the settings)')
    .option('-o, --out <dir>', 'directory for the files', '.')
    .action((id: string, given: BundleOptions) =>
      withStore(given, async (store) => {
        const { bundlePage, findChromium, printPdf, readBundle, signBundle } = await reports();
        const bundle = await readBundle(store, { campaign: id, to: given.to, key: await keyOf(given), now });
        const signed = await signBundle(bundle, await readSecret({ file: given.signingKey }, process.env));
        await guarded(given.out, () => makeDirectory(resolve(given.out)));
        const name = join(given.out, `campaign-${id.replaceAll(/[^\w-]/g, '_')}`);
        await writeFile(`${name}.json`, `${JSON.stringify(signed, null, 2)}\n`);
        const html = await bundlePage(bundle, signed.signature);
        const chromium = findChromium();
        if (chromium === null) {
          await writeFile(`${name}.html`, html);
          return print(`${name}.json, ${name}.html (there is no Chromium to print a PDF with)\n`);
        }
        await writeFile(`${name}.pdf`, await printPdf(html, chromium));
        print(`${name}.json, ${name}.pdf\n`);
      }),
    );
  campaigns
    .command('verify')
    .argument('<file>', 'the JSON of a bundle')
    .description('check that a bundle is as it was signed')
    .requiredOption('--public-key <file>', 'the sender’s key: openssl pkey -in key.pem -pubout')
    .action(async (file: string, { publicKey }: { publicKey: string }) => {
      const read = (path: string) =>
        readFile(path, 'utf8').catch((cause) => {
          throw new AppError('input-missing', `cli/campaigns: ${path} cannot be read`, {
            cause,
            fix: 'check the path',
          });
        });
      const { verifyBundle } = await reports();
      const bundle = await verifyBundle(await read(file), await read(publicKey));
      print(
        `${bundle.campaign_id}: ${bundle.accounts.length} accounts, for ${bundle.to}; as it was signed.\n`,
      );
    });
}

async function keyOf({ key, config: file }: BundleOptions): Promise<Uint8Array> {
  if (key !== undefined) return readKey({ file: key }, process.env);
  const { pseudonymKey } = await readSettings({ file, env: process.env, flags: {} });
  if (pseudonymKey !== undefined) return readKey(pseudonymKey, process.env);
  throw new AppError('bad-usage', 'cli/campaigns: pseudonyms need a key', {
    fix: '--key FILE, or pseudonymKey in the settings; keep it, or later bundles name accounts otherwise',
  });
}
