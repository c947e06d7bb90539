/** The same device or network: no time is needed. */
import type { Uses } from './facts.ts';
import type { TraceSource } from './trace-kind.ts';
import { sharedFloat64, type TraceRows } from './trace-rows.ts';

/** Who uses something is in its bucket, whenever it was. */
const everUsed = ({ keys, value, account }: Uses): readonly TraceRows[] => [
  {
    length: value.length,
    bucket: value,
    at: sharedFloat64(value.length),
    account,
    bucketKeys: keys,
    owners: null,
  },
];

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
  rows: ({ devices }) => everUsed(devices),
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
  rows: ({ networks }) => everUsed(networks),
  names: null,
};
