/** Names of signals and traces in the reader's language; the id where there is none. */
import type { TFunction } from 'i18next';
import { names } from '../../i18n/texts/names.ts';

const COMMON_ACTION = /^co-([a-z]+?)(-author)?(-1h)?$/;

export const signalName = (t: TFunction, id: string): string =>
  t(`names:signal.${id}`, { defaultValue: id.replaceAll('_', ' ') });

export const actionName = (t: TFunction, action: string): string =>
  t(`names:action.${action}`, { defaultValue: action });

/** `co-like-author-1h` is put together from its parts; other traces have names of their own. */
export function traceName(t: TFunction, trace: string): string {
  const [, action, author, slow] = COMMON_ACTION.exec(trace) ?? [];
  if (action === undefined || !Object.hasOwn(names.en.action, action))
    return t(`names:trace.${trace}`, { defaultValue: trace });
  const what = t(author === undefined ? 'names:same_target' : 'names:same_author', {
    action: actionName(t, action),
  });
  return slow === undefined ? what : `${what} · ${t('names:within_hour')}`;
}
