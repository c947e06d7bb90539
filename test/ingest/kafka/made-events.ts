/** Events for tests of the stream: the same for the same seed, of all three types, with ids of their own. */

export type MadeEvent = Readonly<Record<string, unknown>> & { readonly account_id: string };

/** A small linear congruential generator. */
export function createNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const DAY = Date.UTC(2026, 4, 2);
const WORDS = [
  '这家店的服务',
  '真的很不错',
  '推荐给大家',
  'quality is fine',
  'would buy again',
  '物流有点慢',
];

/** Accounts that repeat, likes, comments with text, reports; `from` numbers the ids. */
export function makeEvents(count: number, from = 0, seed = 1): readonly MadeEvent[] {
  const below = createNumbers(seed + from);
  const time = () => new Date(DAY + below(86_400_000)).toISOString();
  return Array.from({ length: count }, (_, index): MadeEvent => {
    const n = from + index;
    const account = `u${below(2_000)}`;
    const kind = below(100);
    if (kind < 5) {
      return {
        type: 'account',
        account_id: account,
        observed_at: time(),
        registered_at: new Date(DAY - below(1_000) * 86_400_000).toISOString(),
        handle: `user${below(100_000)}`,
        followers: below(500),
        registration: { ip: `203.0.113.${below(250)}`, device_id: `d-${below(500)}`, channel: 'app' },
      };
    }
    if (kind < 7) {
      return {
        type: 'report',
        report_id: `r${n}`,
        reporter_id: `u${below(2_000)}`,
        account_id: account,
        target_id: `p${below(300)}`,
        reason: 'spam',
        reported_at: time(),
      };
    }
    const isComment = kind < 30;
    return {
      type: 'action',
      event_id: `e${n}`,
      account_id: account,
      action: isComment ? 'comment' : 'like',
      target_id: `p${below(300)}`,
      target_account_id: `u${below(2_000)}`,
      occurred_at: time(),
      text: isComment
        ? `${Array.from({ length: 4 }, () => WORDS[below(WORDS.length)]).join('，')}${below(999)}`
        : null,
      client: { ip: `203.0.113.${below(250)}`, device_id: `d-${below(500)}`, user_agent: 'Mozilla/5.0' },
    };
  });
}

/** The same event; a comment is continued to about so many bytes of text. */
export function withLongText(event: MadeEvent, bytes: number): MadeEvent {
  if (typeof event.text !== 'string') return event;
  const below = createNumbers(bytes + Number(String(event.event_id).slice(1)));
  const words = [event.text];
  for (let length = 3 * event.text.length; length < bytes; length += 20)
    words.push(WORDS[below(WORDS.length)] ?? '');
  return { ...event, text: words.join('，') };
}
