/** The queries that a reader can run again, with what each answers. */
import type { Bilingual, WhyQuery, WhyQueryId } from '../../contract/index.ts';
import { inlineParams, type QueryParams } from '../../storage/index.ts';
import {
  ACTS,
  AGAINST,
  CLUSTERS,
  CORE,
  EDGES,
  MEETINGS,
  RUN,
  SIGNALS,
  STORED,
  TIE,
  WITHOUT_EDGE,
  WITHOUT_FAMILY,
  WITHOUT_SIGNAL,
} from './queries.ts';

const CITED: Readonly<Record<WhyQueryId, Bilingual & { readonly sql: string }>> = {
  run: { en: 'the run, its window and its bar', zh: '检测批次、时间窗口与连边门槛', sql: RUN },
  acts: { en: 'what the account did in the window', zh: '该账号在窗口内的行为数', sql: ACTS },
  clusters: { en: 'the clusters that it stands in', zh: '该账号所在的群组', sql: CLUSTERS },
  stored: { en: 'the edges that the store has of the run', zh: '存储中该批次的连边数', sql: STORED },
  core: { en: 'the links that keep an account in the core', zh: '留在核心所需的连边数', sql: CORE },
  tie: { en: 'its tie to the core', zh: '与核心成员的联系', sql: TIE },
  edges: { en: 'the traces of its strongest edges', zh: '最强连边的各项痕迹', sql: EDGES },
  without_edge: { en: 'what is left without each edge', zh: '去掉每条连边后的剩余', sql: WITHOUT_EDGE },
  without_family: {
    en: 'what is left without each family of traces',
    zh: '去掉每类痕迹后的剩余',
    sql: WITHOUT_FAMILY,
  },
  meetings: { en: 'its closest meetings', zh: '时间最接近的共同行为', sql: MEETINGS },
  signals: { en: "the verdict's signals, and whether they name it", zh: '判定信号及是否点名', sql: SIGNALS },
  without_signal: {
    en: 'what the verdict would rest on without each signal',
    zh: '去掉每个信号后判定的依据',
    sql: WITHOUT_SIGNAL,
  },
  against: { en: 'what speaks against the cluster', zh: '对该群组的反证', sql: AGAINST },
};

/** Those that need no cluster. */
const WITHOUT_CLUSTER: readonly WhyQueryId[] = ['run', 'acts', 'clusters'];

/** With their parameters written into them; those of a cluster and of its model only where these are known. */
export function citedQueries(
  params: QueryParams,
  { hasCluster, hasModel }: { readonly hasCluster: boolean; readonly hasModel: boolean },
): WhyQuery[] {
  return (Object.keys(CITED) as WhyQueryId[])
    .filter((id) => hasCluster || WITHOUT_CLUSTER.includes(id))
    .filter((id) => hasModel || id !== 'without_signal')
    .map((id) => {
      const { en, zh, sql } = CITED[id];
      return { id, en, zh, sql: inlineParams(sql, params).trim() };
    });
}
