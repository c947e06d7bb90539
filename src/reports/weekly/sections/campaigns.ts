/** Campaigns new, grown, returned and ended; the largest with their pictures. */
import { type Block, figuresOf, type Section, type SectionInput } from '../block.ts';
import { type WeekCampaign, WITH_PICTURES } from '../data/read-week.ts';
import { graphPicture, rasterPicture } from '../render/pictures.ts';
import { minute, plain } from '../words.ts';

/** Beyond this the table says how many more there are; the JSON and CSV have them all. */
const LISTED = 100;

export const campaigns: Section = {
  id: 'campaigns',
  title: { en: 'Campaigns', zh: '行动' },
  blocks(input) {
    const { data, words } = input;
    const { say, number } = words;
    const all = data.campaigns;
    const figures = figuresOf(
      input,
      'campaigns',
      'campaigns_army',
      'campaigns_new',
      'campaigns_grown',
      'campaigns_returned',
      'campaigns_ended',
    );
    if (all.length === 0)
      return [figures, { kind: 'text', text: say('No campaign was seen.', '本周未见任何行动。') }];
    const more = all.length - LISTED;
    return [
      figures,
      table(input, all.slice(0, LISTED)),
      ...(more <= 0
        ? []
        : [
            {
              kind: 'text' as const,
              tone: 'muted' as const,
              text: say(
                `${number(more)} more stand in campaign_list.csv.`,
                `另有 ${number(more)} 起见 campaign_list.csv。`,
              ),
            },
          ]),
      ...all
        .filter(({ state }) => state !== 'ended')
        .slice(0, WITH_PICTURES)
        .flatMap((one) => pictured(input, one)),
    ];
  },
};

function table({ words }: SectionInput, rows: readonly WeekCampaign[]): Block {
  const { say, name, list } = words;
  return {
    kind: 'table',
    columns: [
      say('Campaign', '行动'),
      say('State', '状态'),
      say('Verdict', '判定'),
      say('Pattern', '手法'),
      say('Accounts', '账号数'),
      say('Before', '此前'),
      say('First seen (UTC)', '首次出现（UTC）'),
      say('Last seen (UTC)', '最近出现（UTC）'),
    ],
    rows: rows.map((one) => [
      plain(one.campaign_id, 40),
      one.merged_into === '' ? name(one.state) : `${name(one.state)} → ${plain(one.merged_into, 40)}`,
      name(one.verdict),
      list(one.patterns.map(name)),
      one.accounts,
      one.state === 'new' ? '–' : one.accounts_before,
      minute(one.first_seen),
      minute(one.last_seen),
    ]),
  };
}

function pictured({ data, words }: SectionInput, one: WeekCampaign): readonly Block[] {
  const picture = data.pictures.get(one.campaign_id);
  if (picture === undefined || (picture.acts.length === 0 && picture.edges.length === 0)) return [];
  const { say, number, name, list } = words;
  const accounts = new Set(picture.acts.map(([account]) => account)).size;
  const targets = new Set(picture.acts.map(([, , target]) => target)).size;
  const items = [
    ...(picture.acts.length === 0
      ? []
      : [
          {
            svg: rasterPicture(picture.acts, data.week),
            alt: say(
              `Raster: ${number(picture.acts.length)} acts of ${number(accounts)} accounts over the week, a row for each account, coloured by target.`,
              `散点图：一周内 ${number(accounts)} 个账号的 ${number(picture.acts.length)} 次行为，每行一个账号，按目标着色。`,
            ),
          },
        ]),
    ...(picture.edges.length === 0
      ? []
      : [
          {
            svg: graphPicture(picture.edges),
            alt: say(
              `Graph: the ${number(picture.edges.length)} strongest ties between its accounts.`,
              `关系图：账号之间最强的 ${number(picture.edges.length)} 条连边。`,
            ),
          },
        ]),
  ];
  return [
    {
      kind: 'heading',
      text: `${plain(one.campaign_id, 40)}: ${name(one.verdict)}, ${list(one.patterns.map(name))}, ${say(`${number(one.accounts)} accounts, ${number(targets)} targets`, `${number(one.accounts)} 个账号，${number(targets)} 个目标`)}`,
    },
    { kind: 'pictures', items },
  ];
}
