/** Why an account is in its cluster, in sentences; each names the query that finds its numbers again. */
import type { Naming, WhyCluster } from '../contract/index.ts';
import { duration, visible } from '../signals/index.ts';
import { type AccountFacts, count, nats, type Sentence } from './account-sentences.ts';
import { KIND_NAMES, probabilityText, VERDICT_NAMES } from './explain.ts';
import { tied, withoutEdge, withoutFamilies } from './explain-tie.ts';
import { MODEL } from './model.ts';

/** The sentences in the order in which they are asked: where, by what, how close, which marks, what against. */
export function explainAccount(facts: AccountFacts): readonly Sentence[] {
  const [cluster] = facts.clusters;
  if (cluster === undefined) return [inNone(facts)];
  return [
    where(facts, cluster),
    tied(facts, cluster),
    ...withoutEdge(facts),
    ...withoutFamilies(facts),
    ...closest(facts),
    marks(facts),
    ...withoutSignal(facts),
    against(facts),
  ];
}

function inNone({ acts, run }: AccountFacts): Sentence {
  if (acts.actions + acts.reports === 0)
    return {
      en: `The store has nothing that the account did in the window of this run (${run.window_from} to ${run.window_to}): it did nothing, or retention has removed it; it stands in no cluster`,
      zh: `存储中没有该账号在本次检测窗口（${run.window_from} 至 ${run.window_to}）内的行为：当时没有，或已按保留期限删除；它不在任何群组中`,
      query: 'acts',
    };
  return {
    en: `The account stands in no cluster of this run: what it did with others was not found to be more than chance and popularity bring, or it was with so few that nothing could be proven. In the window it did ${count(acts.actions, 'action')} and filed ${count(acts.reports, 'report')}. This accuses it of nothing, and proves nothing`,
    zh: `该账号不在本次检测的任何群组中：未发现其与他人的共同行为超出偶然与热度所致，或人数过少而无法证实。窗口内有 ${acts.actions} 次行为、${acts.reports} 次举报。这既不构成指控，也不证明清白`,
    query: 'clusters',
  };
}

function where({ clusters }: AccountFacts, cluster: WhyCluster): Sentence {
  const { verdict, membership, probability, accounts, core_accounts: core } = cluster;
  const name = visible(cluster.cluster_id);
  const also = clusters.slice(1).map(({ cluster_id }) => visible(cluster_id));
  const [joined, joinedZh] =
    membership === 'core'
      ? ['', '核心成员']
      : [', recruited for what it has in common with the core', '外围成员，因与核心相同而并入'];
  return {
    en: `It is a ${membership} account of cluster ${name}, ${accounts} accounts (${core} core)${joined}. ${VERDICT_NAMES[verdict].en}; probability ${probabilityText(probability)}${also.length === 0 ? '' : `. It stands in ${also.join(', ')}, too`}`,
    zh: `该账号是群组 ${name} 的${joinedZh}；群组共 ${accounts} 个账号（核心 ${core} 个）。${VERDICT_NAMES[verdict].zh}；概率 ${probabilityText(probability)}${also.length === 0 ? '' : `。同时也在 ${also.join('、')} 中`}`,
    query: 'clusters',
  };
}

function closest({ meetings }: AccountFacts): readonly Sentence[] {
  const [first] = meetings;
  if (first === undefined) return [];
  const [who, target, gap] = [visible(first.account_id), visible(first.target_id), duration(first.gap_ms)];
  return [
    {
      en: `Closest meeting: on ${target} at ${first.own_at}, ${who} at ${first.at}, ${gap.en} apart; ${count(first.accounts_there, 'account')} acted there`,
      zh: `时间最接近的共同行为：${target}，本账号 ${first.own_at}，${who} ${first.at}，相隔 ${gap.zh}；共有 ${first.accounts_there} 个账号在该处有行为`,
      query: 'meetings',
    },
  ];
}

/** Kinds of inauthenticity for which signals found something, and what they say of this account. */
function marks({ signals }: AccountFacts): Sentence {
  const found = signals.filter(
    ({ kind, weight_nats }) => MODEL.inauthentic.includes(kind) && weight_nats > 0,
  );
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  if (kinds.length === 0)
    return {
      en: 'The verdict rests on no mark of inauthenticity, of this account or of another',
      zh: '该判定不依据任何身份不实的标记',
      query: 'signals',
    };
  const whose = (naming: Naming) =>
    kinds.filter((kind) => found.some((signal) => signal.kind === kind && signal.naming === naming));
  const named = whose('named');
  const unsure = whose('cut').filter((kind) => !named.includes(kind));
  const list = (language: 'en' | 'zh', of: typeof kinds) =>
    of.map((kind) => KIND_NAMES[kind][language]).join(language === 'en' ? ', ' : '、');
  return {
    en: `Of the cluster's ${count(kinds.length, 'kind')} of inauthenticity (${list('en', kinds)}) the evidence names this account in ${named.length}${named.length === 0 ? '' : ` (${list('en', named)})`}${unsure.length === 0 ? '' : `; in ${list('en', unsure)} it cannot be told, as lists are cut to 20 accounts`}`,
    zh: `群组的 ${kinds.length} 类身份不实证据（${list('zh', kinds)}）中，有 ${named.length} 类点名该账号${named.length === 0 ? '' : `（${list('zh', named)}）`}${unsure.length === 0 ? '' : `；${list('zh', unsure)}因名单截至 20 个账号而无法确定`}`,
    query: 'signals',
  };
}

/** The signal that the verdict rests on most. */
function withoutSignal({ without_signal: signals }: AccountFacts): readonly Sentence[] {
  const [most] = [...signals].sort((a, b) => a.left_nats - b.left_nats || a.left_kinds - b.left_kinds);
  if (most === undefined) return [];
  const [left, probability] = [nats(most.left_nats), probabilityText(most.left_probability)];
  return [
    {
      en: `No signal carries more than ${most.id}: without it the sum would be ${left} nats, the probability ${probability}, and ${count(most.left_kinds, 'kind')} of inauthenticity would be left (a water army has two at least), ${most.left_own_kinds} of which this account bears`,
      zh: `没有信号比 ${most.id} 更关键；去掉它后合计 ${left} 奈特，概率 ${probability}，剩 ${most.left_kinds} 类身份不实证据（水军至少需两类），其中 ${most.left_own_kinds} 类该账号具有`,
      query: 'without_signal',
    },
  ];
}

function against({ against: reasons }: AccountFacts): Sentence {
  if (reasons.length === 0)
    return {
      en: 'Nothing was found that speaks against the cluster',
      zh: '未发现对该群组的反证',
      query: 'against',
    };
  const taken = nats(reasons.reduce((sum, { weight_nats }) => sum + Math.abs(weight_nats), 0));
  return {
    en: `Against the cluster (${taken} nats): ${reasons.map(({ en }) => en).join('; ')}`,
    zh: `反证（${taken} 奈特）：${reasons.map(({ zh }) => zh).join('；')}`,
    query: 'against',
  };
}
