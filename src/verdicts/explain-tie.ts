/** What ties an account to its cluster, in sentences. */
import type { Bilingual, WhyCluster } from '../contract/index.ts';
import { percent, visible } from '../signals/index.ts';
import { type AccountFacts, count, nats, type Sentence } from './account-sentences.ts';

/** How it is tied, or why it is there although no edge ties it. */
export function tied({ tie, run, stored }: AccountFacts, { membership }: WhyCluster): Sentence {
  if (stored.edges === 0)
    return {
      en: 'The store has no edges of this run (it found none, or retention has removed them), so it cannot be said who ties it',
      zh: '存储中没有该批次的连边（原本没有，或已按保留期限删除），无法说明其与谁相连',
      query: 'stored',
    };
  if (tie.core_partners === 0)
    return membership === 'core'
      ? {
          en: 'No pair of accounts ties it: it is in the cluster for gatherings of many, each too weak between two, or for a batch, devices or returns that the group shares',
          zh: '没有单独的账号对将其连入：它因多人共同行为（两两之间均较弱），或因群组共有的批次、设备或反复出现而在其中',
          query: 'tie',
        }
      : {
          en: "No pair of accounts ties it: it was recruited because it was at the core's gatherings far more often than chance, or carries two of its marks",
          zh: '没有单独的账号对将其连入：它因远超偶然地出现在核心成员的共同行为中，或带有其两项标记而被并入',
          query: 'tie',
        };
  const bar = atBar(tie, run.follow_nats);
  return {
    en: `Edges to ${count(tie.core_partners, 'core account')} tie it, ${nats(tie.nats)} nats in all${bar.en}`,
    zh: `与 ${tie.core_partners} 个核心成员有连边，合计 ${nats(tie.nats)} 奈特${bar.zh}`,
    query: 'tie',
  };
}

function atBar({ tied_to: tiedTo, core_partners: all }: AccountFacts['tie'], bar: number | null): Bilingual {
  if (tiedTo === null || bar === null) return { en: '', zh: '' };
  return {
    en: `; ${tiedTo === all ? 'each of them reaches' : `${tiedTo} of them reach`} the bar for an edge, ${nats(bar)} nats`,
    zh: `；其中 ${tiedTo} 个达到 ${nats(bar)} 奈特的连边门槛`,
  };
}

/** What is left without its strongest edge. */
export function withoutEdge(facts: AccountFacts): readonly Sentence[] {
  const { edges, tie } = facts;
  const [strongest] = edges.filter(({ membership }) => membership === 'core');
  if (strongest === undefined) return [];
  const name = visible(strongest.account_id);
  return [
    {
      en: `Its strongest edge, to ${name}, carries ${share(strongest.left_nats, tie.nats)} of the tie; without it ${leftOver(strongest, facts).en}`,
      zh: `最强连边（${name}）占该联系的 ${share(strongest.left_nats, tie.nats)}；去掉它后${leftOver(strongest, facts).zh}`,
      query: 'without_edge',
    },
  ];
}

/** What is left without each family of traces. */
export function withoutFamilies(facts: AccountFacts): readonly Sentence[] {
  const { families, tie } = facts;
  return families.map((family) => {
    const name = FAMILY_NAMES[family.family] ?? { en: family.family, zh: family.family };
    return {
      en: `Without what they share by ${name.en} (${share(family.left_nats, tie.nats)} of the tie) ${leftOver(family, facts).en}`,
      zh: `去掉${name.zh}方面的共同痕迹（占 ${share(family.left_nats, tie.nats)}）后${leftOver(family, facts).zh}`,
      query: 'without_family' as const,
    };
  });
}

const FAMILY_NAMES: Readonly<Record<string, Bilingual>> = {
  target: { en: 'target and author', zh: '目标与作者' },
  link: { en: 'link', zh: '链接' },
  topic: { en: 'topic', zh: '话题' },
  media: { en: 'media', zh: '媒体' },
  text: { en: 'text', zh: '文本' },
  device: { en: 'device', zh: '设备' },
  network: { en: 'network', zh: '网络' },
  registration: { en: 'registration', zh: '注册' },
};

type Left = Omit<AccountFacts['families'][number], 'family'>;

/** What is left, and whether the account would stay in the core by it. */
function leftOver({ left_nats, left_tied_to: tiedTo }: Left, { core, clusters }: AccountFacts): Bilingual {
  const sum = nats(left_nats);
  if (tiedTo === null) return { en: `${sum} nats are left`, zh: `剩 ${sum} 奈特` };
  if (tiedTo === 0)
    return {
      en: `${sum} nats are left, and no edge at the bar: it would not be tied`,
      zh: `剩 ${sum} 奈特，且无达到门槛的连边：不再相连`,
    };
  const needed = clusters[0]?.membership === 'core' ? core.links_needed : 0;
  const [tied, tiedZh] = [count(tiedTo, 'core account'), `仍与 ${tiedTo} 个核心成员相连`];
  if (tiedTo < needed)
    return {
      en: `${sum} nats are left and edges to ${tied}, fewer than the ${needed} that keep one in this core`,
      zh: `剩 ${sum} 奈特，${tiedZh}，少于留在该核心所需的 ${needed} 个`,
    };
  return {
    en: `${sum} nats are left, and it would still be tied to ${tied}${needed === 0 ? '' : ` (${needed} keep one in this core)`}`,
    zh: `剩 ${sum} 奈特，${tiedZh}${needed === 0 ? '' : `（留在该核心需 ${needed} 个）`}`,
  };
}

const share = (left: number, all: number): string => (all === 0 ? '0 %' : percent((all - left) / all));
