/** Likes, reposts, comments, votes … that the members took together, beyond what popularity explains. */
import type { Gathering } from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { clock, duration, iso, percent, quote } from './words.ts';

const SHOWN = 5;
/** Traces that say "acted at the same time"; shared devices and registrations are other signals' matter. */
const NOT_ACTIONS = /^(registered-|cohort-|co-device|co-network|near-text|retold-text)/;

export const synchronizedActions: Signal = {
  id: 'synchronized_actions',
  kind: 'synchrony',
  title: { en: 'Synchronized actions', zh: '同步行为' },
  about:
    'Value: share of the members that took part in at least two gatherings (three or more members, same bucket, within the ' +
    'window). Nats: evidence of the gatherings less the price of having chosen this group among all groups of its size.',
  evaluate({ members, gatherings, together }) {
    const acted = gatherings.filter((gathering) => !NOT_ACTIONS.test(gathering.trace));
    if (acted.length === 0) return abstain('the members never acted on the same thing at the same time');
    const attendance = new Uint32Array(members.length);
    for (const gathering of acted.filter((one) => one.members.length >= 3))
      for (const member of gathering.members) attendance[member] = (attendance[member] as number) + 1;
    const regulars = attendance.filter((times) => times >= 2).length;
    const net = together.evidenceNats - together.priceNats;
    return {
      value: regulars / members.length,
      weightNats: Math.max(0, net),
      evidence: [
        fact(
          {
            en: `${regulars} of ${members.length} accounts (${percent(regulars / members.length)}) took part in two or more of ${acted.length} gatherings; their evidence is ${together.evidenceNats.toFixed(1)} nats, and choosing such a group by luck costs ${together.priceNats.toFixed(1)}`,
            zh: `${members.length} 个账号中有 ${regulars} 个（${percent(regulars / members.length)}）参加了 ${acted.length} 次聚集中的两次以上；证据 ${together.evidenceNats.toFixed(1)} 奈特，碰巧选中这样一组的代价为 ${together.priceNats.toFixed(1)} 奈特`,
          },
          { observed: regulars, usual: 0 },
        ),
        ...acted.slice(0, SHOWN).map((gathering) =>
          describe(
            gathering,
            members.map((member) => member.accountId),
          ),
        ),
      ],
    };
  },
};

function describe(gathering: Gathering, ids: readonly string[]) {
  const span = duration(gathering.to - gathering.from);
  const where = quote(gathering.bucket);
  return fact(
    {
      en: `${gathering.members.length} of them ${gathering.label.en} (${where}) within ${span.en} from ${clock(gathering.from)}; ${gathering.population} accounts in all did so then`,
      zh: `其中 ${gathering.members.length} 个账号自 ${clock(gathering.from)} 起 ${span.zh}内${gathering.label.zh}（${where}）；当时全平台共有 ${gathering.population} 个账号如此`,
    },
    {
      observed: gathering.members.length,
      usual: null,
      accounts: gathering.members.map((member) => ids[member] as string),
      targets: [gathering.bucket],
      times: [iso(gathering.from), iso(gathering.to)],
    },
  );
}
