/** `breakwater sanction`: plans, what is done about accounts, and how it is taken back. */
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import {
  approvePlan,
  isHalted,
  listAppeals,
  listPlans,
  openAppeal,
  planSanctions,
  RULINGS,
  readPlan,
  readPolicy,
  revertMeasures,
  ruleOnAppeal,
  type Scope,
  throwSwitch,
  verifyLedger,
} from '../../sanctions/index.ts';
import { migrate, type Store } from '../../storage/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import { openNamed } from '../open-named.ts';
import { runSanctions } from '../run-sanctions.ts';
import { planReport } from '../sanction-report.ts';

interface Flags {
  readonly store?: string;
  readonly config?: string;
}

const withStore = (name: string, about: string): Command =>
  new Command(name)
    .description(about)
    .option(
      '--store <where>',
      'a directory, or the URL of a ClickHouse server (default: the store of the settings)',
    )
    .option(...CONFIG_OPTION);
const BY = ['--by <name>', 'who does it, for the ledger'] as const;
const REASON = ['--reason <text>', 'why, for the ledger'] as const;

async function inStore<T>(
  { store: location, config }: Flags,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openNamed(location, config, { mustExist: true });
  try {
    await migrate(store, { now: Date.now });
    return await work(store);
  } finally {
    await store.close();
  }
}

const clock = Date.now;

export function sanctionCommand(context: CommandContext): Command {
  const { print } = context;
  return new Command('sanction')
    .summary('plan measures against accounts, apply them slowly, take them back')
    .addCommand(
      withStore('plan', 'make a plan and keep it; nothing is done about anybody')
        .option('--policy <file>', 'a YAML file', 'default')
        .option('--run <id>', 'a run of the store, or latest', 'latest')
        .requiredOption(...BY)
        .action(async (flags: Flags & { policy: string; run: string; by: string }) => {
          const policy = await readPolicy(flags.policy);
          print(
            planReport(
              await inStore(flags, (store) =>
                planSanctions(store, { run: flags.run, policy, now: clock(), by: flags.by }),
              ),
            ),
          );
        }),
    )
    .addCommand(
      withStore('apply', 'agree to a plan: `sanction run` applies it once enough people have')
        .argument('<plan>', 'its id')
        .requiredOption(...BY)
        .action(async (id: string, flags: Flags & { by: string }) => {
          await inStore(flags, async (store) =>
            approvePlan(store, await readPlan(store, id), { actor: flags.by, clock }),
          );
          print('Agreed.\n');
        }),
    )
    .addCommand(runCommand(context))
    .addCommand(
      withStore('status', 'plans, the switch, and whether the ledger is as it was written').action(
        async (flags: Flags) => {
          await inStore(flags, async (store) => {
            const { rows, head, broken } = await verifyLedger(store);
            print(
              `Switch: ${(await isHalted(store)) ? 'halted' : 'on'}. Ledger: ${rows} rows, ${broken === null ? `intact, ${head.slice(0, 12)}` : `broken at ${broken.seq}: ${broken.why}`}.\n`,
            );
            for (const id of await listPlans(store)) print(planReport(await readPlan(store, id)));
          });
        },
      ),
    )
    .addCommand(
      withStore('verify', 'walk the ledger’s chain; exit code 1 when a row was changed').action(
        async (flags: Flags) => {
          const { rows, head, broken } = await inStore(flags, verifyLedger);
          if (broken !== null)
            throw new AppError('store-broken', `sanctions/ledger: row ${broken.seq} is ${broken.why}`, {
              fix: 'compare the store with a backup: somebody changed the ledger',
            });
          print(
            `${rows} rows, intact. The last hash is ${head}: keep it elsewhere, it shows whether the end was cut off.\n`,
          );
        },
      ),
    )
    .addCommand(
      withStore('revert', 'take measures back: of a plan, a campaign or an account')
        .option('--plan <id>', 'all of a plan, which then goes no further')
        .option('--campaign <id>', 'all of a campaign')
        .option('--account <id>', 'all of an account')
        .requiredOption(...BY)
        .requiredOption(...REASON)
        .action(
          async (
            flags: Flags & { plan?: string; campaign?: string; account?: string; by: string; reason: string },
          ) => {
            const taken = await inStore(flags, (store) =>
              revertMeasures(store, scopeOf(flags), { actor: flags.by, clock, reason: flags.reason }),
            );
            print(`${taken} measures are taken back; "sanction run" tells the platform.\n`);
          },
        ),
    )
    .addCommand(
      switchCommand(context, 'halt', 'stop everything at once: no job touches anybody until resume'),
    )
    .addCommand(switchCommand(context, 'resume', 'let jobs go on'))
    .addCommand(appealsCommand(context));
}

function runCommand({ print, signal }: CommandContext): Command {
  return withStore(
    'run',
    'one round: plans that people agreed to go as far as they may, what is over ends, the platform is told',
  )
    .option(
      '--every <time>',
      'keep running, a round after each such time (30s), and take receipts from Kafka',
    )
    .option('--webhook <url>', 'where the platform listens, beside sanctions.webhooks of the settings')
    .option('--webhook-secret-file <file>', 'the secret that both sides have')
    .action(async (flags: Flags & { every?: string; webhook?: string; webhookSecretFile?: string }) => {
      const { store, config: file, every, webhook: url, webhookSecretFile: secretFile } = flags;
      if (url !== undefined && secretFile === undefined)
        throw new AppError('bad-usage', 'cli/sanction: the webhook needs a secret', {
          fix: '--webhook-secret-file FILE',
        });
      await runSanctions({
        sources: { file, env: process.env, flags: { 'store.location': store } },
        webhook: url === undefined || secretFile === undefined ? undefined : { url, secretFile },
        everyMs: every === undefined ? null : parseDuration(every),
        signal,
        print,
      });
    });
}

function switchCommand({ print }: CommandContext, to: 'halt' | 'resume', about: string): Command {
  return withStore(to, about)
    .requiredOption(...BY)
    .requiredOption(...REASON)
    .action(async (flags: Flags & { by: string; reason: string }) => {
      await inStore(flags, (store) =>
        throwSwitch(store, to, { actor: flags.by, clock, reason: flags.reason }),
      );
      print(to === 'halt' ? 'Halted.\n' : 'Jobs go on.\n');
    });
}

function appealsCommand({ print }: CommandContext): Command {
  return new Command('appeals')
    .description('objections of accounts, and rulings on them')
    .addCommand(
      withStore('list', 'appeals without a ruling').action(async (flags: Flags) => {
        for (const { appeal, at, account_id, measure, statement } of await inStore(flags, (store) =>
          listAppeals(store, 'open'),
        ))
          print(`${appeal}  ${at}  ${account_id}  ${measure}  ${JSON.stringify(statement)}\n`);
      }),
    )
    .addCommand(
      withStore('open', 'record that an account objects')
        .argument('<account>', 'its id')
        .requiredOption('--statement <text>', 'what it says')
        .requiredOption(...BY)
        .action(async (account: string, flags: Flags & { statement: string; by: string }) => {
          const { appeal } = await inStore(flags, (store) =>
            openAppeal(store, { account, statement: flags.statement, clock, actor: flags.by }),
          );
          print(`Appeal ${appeal}.\n`);
        }),
    )
    .addCommand(
      withStore('rule', 'rule on an appeal; not for who decided on the measure')
        .argument('<appeal>', 'its number', Number)
        .argument('<ruling>', RULINGS.join(', '))
        .requiredOption(...BY)
        .requiredOption(...REASON)
        .action(async (appeal: number, ruling: string, flags: Flags & { by: string; reason: string }) => {
          const known = RULINGS.find((one) => one === ruling);
          if (known === undefined)
            throw new AppError('bad-usage', `cli/sanction: "${ruling}" is no ruling`, {
              fix: `one of ${RULINGS.join(', ')}`,
            });
          await inStore(flags, (store) =>
            ruleOnAppeal(store, { appeal, ruling: known, by: flags.by, reason: flags.reason, clock }),
          );
          print('Ruled.\n');
        }),
    );
}

function scopeOf({ plan, campaign, account }: { plan?: string; campaign?: string; account?: string }): Scope {
  const scopes: Scope[] = [
    ...(plan === undefined ? [] : [{ plan }]),
    ...(campaign === undefined ? [] : [{ campaign }]),
    ...(account === undefined ? [] : [{ account }]),
  ];
  const [scope] = scopes;
  if (scope !== undefined && scopes.length === 1) return scope;
  throw new AppError('bad-usage', 'cli/sanction: say what is taken back', {
    fix: 'one of --plan, --campaign and --account',
  });
}
