/** What a topic brings to the grammars. */
import type { Rules } from './grammar.ts';

/** One thing that people talk about, all of it made up; hashtags without the signs. */
export interface Topic {
  readonly key: string;
  readonly tag: { readonly zh: string; readonly en: string };
  readonly zh: Rules;
  readonly en: Rules;
}
