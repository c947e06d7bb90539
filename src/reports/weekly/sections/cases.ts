/** Typical cases: the largest water armies, with their evidence; accounts are numbered, not named. */
import type { VerdictLine } from '../../../contract/index.ts';
import type { Block, Section, SectionInput } from '../block.ts';
import { plain } from '../words.ts';

const FACTS = 6;

export const cases: Section = {
  id: 'cases',
  title: { en: 'Typical cases', zh: '典型案例' },
  blocks(input) {
    const { data, words } = input;
    if (data.cases.length === 0)
      return [{ kind: 'text', text: words.say('There was no water army this week.', '本周没有水军案例。') }];
    return data.cases.flatMap((line) => caseBlocks(input, line));
  },
};

function caseBlocks({ words }: SectionInput, line: VerdictLine): readonly Block[] {
  const { say, name, number, pick, list } = words;
  const numbered = numbering(line);
  const facts = line.signals
    .filter(({ weight_nats }) => weight_nats > 0)
    .toSorted((a, b) => b.weight_nats - a.weight_nats || (a.id < b.id ? -1 : 1))
    .flatMap(({ evidence, kind }) =>
      evidence.slice(0, 1).map((fact) => numbered(pick(fact), kind === 'identity' ? fact.texts : [])),
    )
    .slice(0, FACTS);
  const against = line.against.map((fact) => numbered(pick(fact), []));
  return [
    {
      kind: 'heading',
      text: `${plain(line.campaign_id || line.cluster_id, 40)}: ${list(line.patterns.map(name))}, ${say(`${number(line.accounts.length)} accounts`, `${number(line.accounts.length)} 个账号`)}`,
    },
    { kind: 'list', items: facts },
    ...(against.length === 0
      ? []
      : [
          {
            kind: 'text' as const,
            tone: 'muted' as const,
            text: `${say('Against it: ', '反证：')}${against.join('; ')}`,
          },
        ]),
  ];
}

/** Sentences without ids and quoted profiles of members. */
function numbering(line: VerdictLine): (sentence: string, quotes: readonly string[]) => string {
  const ids = line.accounts.map(({ account_id }, i) => [account_id, `#${i + 1}`] as const);
  const longest = ids.toSorted(([a], [b]) => b.length - a.length);
  return (sentence, quotes) => {
    const hidden = quotes
      .filter((quote) => quote !== '')
      .toSorted((a, b) => b.length - a.length)
      .reduce((text, quote) => text.replaceAll(quote, () => '•••'), sentence);
    return plain(
      longest.reduce((text, [id, number]) => text.replaceAll(id, () => number), hidden),
      400,
    );
  };
}
