/** The same device or network: no time is needed. */
import { IN_WINDOW, type TraceSource } from './trace-kind.ts';

/** Distinct uses of a keyed hash by accounts, in actions and at registration. */
const everUsed = (column: string, atRegistration: string) => `
    SELECT toUInt8(0) AS kind, bucket, toFloat64(0) AS at, account
    FROM (
      SELECT ${column} AS bucket, account_key AS account FROM actions FINAL WHERE ${IN_WINDOW} AND ${column} != 0
      UNION DISTINCT
      SELECT assumeNotNull(${atRegistration}) AS bucket, account_key AS account FROM accounts WHERE ifNull(${atRegistration}, 0) != 0
    )
    ORDER BY kind, bucket, at, account`;

/** `co-device`: bucket = the device. */
export const coDevice: TraceSource = {
  kinds: [
    {
      name: 'co-device',
      family: 'device',
      windowMs: Number.POSITIVE_INFINITY,
      needs: 'device_id of actions or registrations',
      label: { en: 'use the same device', zh: '使用相同设备' },
    },
  ],
  select: everUsed('device', 'reg_device'),
  names: null,
};

/** `co-network`: bucket = the IPv4 /24 or IPv6 /48. */
export const coNetwork: TraceSource = {
  kinds: [
    {
      name: 'co-network',
      family: 'network',
      windowMs: Number.POSITIVE_INFINITY,
      needs: 'ip of actions or registrations',
      label: { en: 'use the same network', zh: '使用相同网络' },
    },
  ],
  select: everUsed('network', 'reg_network'),
  names: null,
};
