/** The same link, domain, topic or media file within some minutes, or some hours. */
import type { Acts, ListColumn } from './facts.ts';
import { namesOf, type TraceKind, type TraceSource } from './trace-kind.ts';
import { bucketRows, type TraceRows } from './trace-rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A kind that is met within minutes by a script, and within hours by people who are paid by the piece. */
const fastAndSlow = (
  kind: TraceKind,
  slower: { readonly suffix: string; readonly windowMs: number },
): TraceKind => ({
  ...kind,
  slower: { ...kind, name: `${kind.name}-${slower.suffix}`, windowMs: slower.windowMs },
});

/** One row per value of a list. */
function ofList({ at, account }: Acts, { keys, row, value }: ListColumn): readonly TraceRows[] {
  const own = <Column extends Float64Array | Uint32Array>(from: Column, to: Column): Column => {
    for (let entry = 0; entry < row.length; entry++) to[entry] = from[row[entry] as number] as number;
    return to;
  };
  return [
    bucketRows({
      of: value,
      keys,
      at: own(at, new Float64Array(row.length)),
      account: own(account, new Uint32Array(row.length)),
    }),
  ];
}

/** `co-url`: bucket = the canonical URL. */
export const coUrl: TraceSource = {
  kinds: [
    fastAndSlow(
      {
        name: 'co-url',
        family: 'link',
        windowMs: 10 * MINUTE,
        needs: 'urls, or URLs inside texts',
        label: { en: 'spread the same link', zh: '传播同一链接' },
      },
      { suffix: '6h', windowMs: 6 * HOUR },
    ),
  ],
  rows: ({ acts }) => ofList(acts, acts.urls),
  names: namesOf('arrayJoin(urls)'),
};

/** `co-domain`: bucket = the registrable domain. */
export const coDomain: TraceSource = {
  kinds: [
    fastAndSlow(
      {
        name: 'co-domain',
        family: 'link',
        windowMs: 10 * MINUTE,
        needs: 'urls, or URLs inside texts',
        label: { en: 'spread links to the same domain', zh: '传播同一域名的链接' },
      },
      { suffix: '6h', windowMs: 6 * HOUR },
    ),
  ],
  rows: ({ acts }) => ofList(acts, acts.domains),
  names: namesOf('arrayJoin(url_domains)'),
};

/** `co-topic`: bucket = the topic. */
export const coTopic: TraceSource = {
  kinds: [
    fastAndSlow(
      {
        name: 'co-topic',
        family: 'topic',
        windowMs: MINUTE,
        needs: 'topics',
        label: { en: 'pushed the same topic', zh: '推同一话题' },
      },
      { suffix: '1h', windowMs: HOUR },
    ),
  ],
  rows: ({ acts }) => ofList(acts, acts.topics),
  names: namesOf('arrayJoin(topics)'),
};

/** `co-media`: bucket = the hash of the image or video. */
export const coMedia: TraceSource = {
  kinds: [
    {
      name: 'co-media',
      family: 'media',
      windowMs: 10 * MINUTE,
      needs: 'media hashes',
      label: { en: 'posted the same picture or video', zh: '发布相同图片或视频' },
    },
  ],
  rows: ({ acts }) => ofList(acts, acts.media),
  names: namesOf('arrayJoin(media)'),
};
