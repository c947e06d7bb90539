/** `breakwater campaigns list|show`. */
import Table from 'cli-table3';
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import {
  type CampaignLife,
  type CampaignSummary,
  listCampaigns,
  readCampaign,
} from '../../detection/index.ts';
import { migrate, type Store } from '../../storage/index.ts';
import { PATTERN_NAMES, probabilityText } from '../../verdicts/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { openNamed } from '../open-named.ts';
import { addBundleCommands } from './campaign-bundle.ts';

interface CampaignOptions {
  readonly config?: string;
  readonly store?: string;
  readonly json?: true;
}

/** Rows of a campaign's life that fit on a screen. */
const SHOWN = 30;

export function campaignsCommand({ now, print }: CommandContext): Command {
  const command = new Command('campaigns')
    .summary('look at groups over time: when they came, grew, slept, split and merged')
    .description(
      'A campaign is a group that is proven to act together, under one id from run to run while its members come and go.',
    );

  async function withStore(
    { config: file, store: location }: CampaignOptions,
    work: (store: Store) => Promise<void>,
  ): Promise<void> {
    const store = await openNamed(location, file, { mustExist: true });
    try {
      await migrate(store, { now: () => now });
      await work(store);
    } finally {
      await store.close();
    }
  }

  const options = (one: Command) =>
    one
      .option(...CONFIG_OPTION)
      .option('--store <where>', 'a directory, or the URL of a ClickHouse server')
      .option('--json', 'print as JSON');

  options(command.command('list'))
    .description('print all campaigns, the last seen first')
    .action((given: CampaignOptions) =>
      withStore(given, async (store) => {
        const campaigns = await listCampaigns(store);
        if (given.json) return print(`${JSON.stringify(campaigns, null, 2)}\n`);
        print(campaigns.length === 0 ? 'No campaign was seen so far.\n' : listTable(campaigns));
      }),
    );

  options(command.command('show'))
    .argument('<id>', 'a campaign_id')
    .description('print one campaign: its members and its clusters over time; all of both with --json')
    .action((id: string, given: CampaignOptions) =>
      withStore(given, async (store) => {
        const campaign = await readCampaign(store, id);
        if (campaign === null)
          throw new AppError('input-missing', `cli/campaigns: there is no campaign ${id}`, {
            fix: 'breakwater campaigns list prints all ids',
          });
        print(given.json ? `${JSON.stringify(campaign, null, 2)}\n` : lifeText(campaign));
      }),
    );
  addBundleCommands(command, { options, withStore, now, print });
  return command;
}

const minute = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const stateText = ({ state, merged_into, last_seen }: CampaignSummary): string =>
  state === 'merged'
    ? `merged into ${merged_into}`
    : state === 'asleep'
      ? `asleep since ${minute(last_seen)}`
      : state;

const patternText = ({ patterns }: CampaignSummary): string =>
  patterns.map((pattern) => `${PATTERN_NAMES[pattern].en} ${PATTERN_NAMES[pattern].zh}`).join(', ');

const operatorText = ({ operator }: CampaignSummary): string =>
  operator === null ? '' : `${operator.kind} ${operator.value}`;

/** `k_1 (2 × device, 10 accounts)`. */
const relatedText = ({ related }: CampaignLife): string =>
  related
    .map(({ campaign_id, common }) => {
      const each = common.map(
        ({ kind, values, accounts }) => `${values} × ${kind.replace('_', ' ')}, ${accounts} accounts`,
      );
      return `${campaign_id} (${each.join('; ')})`;
    })
    .join(', ');

const sanctionedText = ({ sanctioned_before }: CampaignLife): string =>
  sanctioned_before.map(({ campaign_id, accounts }) => `${accounts} accounts for ${campaign_id}`).join(', ');

function listTable(campaigns: readonly CampaignSummary[]): string {
  const table = new Table({
    head: ['campaign', 'state', 'verdict', 'pattern', 'now', 'ever', 'first seen', 'last seen', 'operator?'],
    style: { head: [], border: [] },
  });
  for (const one of campaigns)
    table.push([
      one.campaign_id,
      stateText(one),
      one.verdict,
      patternText(one),
      one.accounts_now,
      one.accounts_ever,
      minute(one.first_seen),
      minute(one.last_seen),
      operatorText(one).slice(0, 40),
    ]);
  return `${table.toString()}\n`;
}

function lifeText(campaign: CampaignLife): string {
  const { members, sightings } = campaign;
  const facts: readonly (readonly [string, string])[] = [
    ['campaign', campaign.campaign_id],
    ['state', stateText(campaign)],
    ['verdict', `${campaign.verdict}, probability ${probabilityText(campaign.probability)}`],
    ['pattern', patternText(campaign)],
    ['seen', `${minute(campaign.first_seen)} to ${minute(campaign.last_seen)} UTC`],
    ['split from', campaign.split_from ?? ''],
    ['operator?', operatorText(campaign)],
    ['related?', relatedText(campaign)],
    ['sanctioned before', sanctionedText(campaign)],
    ['accounts', `${campaign.accounts_now} now, ${campaign.accounts_ever} ever`],
    ['now', accountList(members.filter(({ is_now }) => is_now))],
    ['before', accountList(members.filter(({ is_now }) => !is_now))],
  ];
  const table = new Table({
    head: ['window ends', 'horizon', 'what happened', 'cluster', 'verdict', 'accounts'],
    style: { head: [], border: [] },
  });
  for (const one of sightings.slice(-SHOWN))
    table.push([
      minute(one.as_of),
      one.horizon,
      [one.change, ...one.others].join(' '),
      [one.cluster_id, ...one.parts].join('\n'),
      one.verdict,
      one.accounts,
    ]);
  const older = sightings.length - SHOWN;
  return [
    ...facts.flatMap(([name, value]) => (value === '' ? [] : [`${name.padEnd(12)}${value}`])),
    table.toString(),
    ...(older > 0 ? [`and ${older} before these (--json)`] : []),
    '',
  ].join('\n');
}

function accountList(members: CampaignLife['members']): string {
  const ids = members.map(({ account_id }) => account_id);
  const more = ids.length - SHOWN;
  return `${ids.slice(0, SHOWN).join(' ')}${more > 0 ? ` and ${more} more (--json)` : ''}`;
}
