/** Where suspects are many of all accounts, they are what is usual: then nothing can be called usual, or organic. */
import type { Bilingual } from '../contract/index.ts';
import { type ClusterView, isOwnNorm, type Platform, percent } from '../signals/index.ts';

/** Share of all accounts that groups of suspects may have together. */
const MOST_SUSPECTS = 0.25;

/** Why base rates say little of this group; null where they do. */
export function ownNorm({ members }: Pick<ClusterView, 'members'>, platform: Platform): Bilingual | null {
  const { accounts, suspects } = platform;
  if (isOwnNorm(members.length, accounts))
    return {
      en: `These are ${percent(members.length / accounts)} of all accounts: what is usual is what they do, so that chance cannot be told from intent by it`,
      zh: `该组占全部账号的 ${percent(members.length / accounts)}：所谓“常态”即其自身行为，无法据此区分偶然与有意`,
    };
  if (suspects >= MOST_SUSPECTS * accounts)
    return {
      en: `${percent(suspects / accounts)} of all accounts stand in groups like this one: what is usual is what they do, so that chance cannot be told from intent by it`,
      zh: `全部账号中有 ${percent(suspects / accounts)} 处于此类群组：所谓“常态”即其自身行为，无法据此区分偶然与有意`,
    };
  return null;
}
