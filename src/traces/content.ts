/** The same link, domain, topic or media file within some minutes. */
import { AT, IN_WINDOW, namesOf, type TraceSource } from './trace-kind.ts';

const MINUTE = 60_000;

/** One row per value of an array column of `actions`; an empty text is no value that two accounts could share. */
const overArray = (column: string) => `
    SELECT toUInt8(0) AS kind, sipHash64(arrayJoin(arrayFilter(value -> value != '', ${column}))) AS bucket, ${AT} AS at, account_key AS account
    FROM actions FINAL
    WHERE ${IN_WINDOW} AND notEmpty(${column})
    ORDER BY kind, bucket, at, account`;

/** `co-url`: bucket = the canonical URL. */
export const coUrl: TraceSource = {
  kinds: [
    {
      name: 'co-url',
      family: 'link',
      windowMs: 10 * MINUTE,
      needs: 'urls, or URLs inside texts',
      label: { en: 'spread the same link', zh: '传播同一链接' },
    },
  ],
  select: overArray('urls'),
  names: namesOf('arrayJoin(urls)'),
};

/** `co-domain`: bucket = the registrable domain. */
export const coDomain: TraceSource = {
  kinds: [
    {
      name: 'co-domain',
      family: 'link',
      windowMs: 10 * MINUTE,
      needs: 'urls, or URLs inside texts',
      label: { en: 'spread links to the same domain', zh: '传播同一域名的链接' },
    },
  ],
  select: overArray('url_domains'),
  names: namesOf('arrayJoin(url_domains)'),
};

/** `co-topic`: bucket = the topic. */
export const coTopic: TraceSource = {
  kinds: [
    {
      name: 'co-topic',
      family: 'topic',
      windowMs: MINUTE,
      needs: 'topics',
      label: { en: 'pushed the same topic', zh: '推同一话题' },
    },
  ],
  select: overArray('topics'),
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
  select: overArray('media'),
  names: namesOf('arrayJoin(media)'),
};
