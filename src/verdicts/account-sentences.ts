/** What sentences about an account are made of. */
import type { AccountWhy, Bilingual, WhyQueryId } from '../contract/index.ts';

/** What is known of the account. */
export type AccountFacts = Omit<AccountWhy, 'explanation' | 'queries'>;

/** A sentence, and the query that finds its numbers again. */
export type Sentence = Bilingual & { readonly query: WhyQueryId };

export const nats = (value: number): string => value.toFixed(2);

/** `1 account`, `2 accounts`. */
export const count = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;
