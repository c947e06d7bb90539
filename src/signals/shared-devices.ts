/** Members on devices that three or more accounts use: group control, beyond a family's phone. */
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, MIN_SHARE, shareElsewhere } from './statistics.ts';
import { percent } from './words.ts';

/** A family's phone has two accounts, seldom three; a pool has many. */
const CROWDED = 3;
/** Of those on one, members that make it the group's: the others may be on duty another day. */
const MEMBERS = 2;

export const sharedDevices: Signal = {
  id: 'shared_devices',
  kind: 'infrastructure',
  title: { en: 'Shared devices', zh: '共用设备' },
  about:
    'Value: share of the members (with known devices) that use a device of three or more accounts together with another member, ' +
    'whether or not the third is known to be of the group. Nats: binomial excess over the share of other accounts on devices of three or more accounts. Networks alone never count: honest people share them.',
  evaluate(view, platform) {
    const users = new Map<string, number[]>();
    view.members.forEach((member, index) => {
      for (const device of member.devices) {
        const list = users.get(device);
        if (list === undefined) users.set(device, [index]);
        else list.push(index);
      }
    });
    const known = view.members.filter((member) => member.devices.length > 0).length;
    if (known < MIN_MEMBERS || known < view.members.length / 2)
      return abstain(`devices are known for ${known} of ${view.members.length} accounts`);
    if (platform.devices.known - known < MIN_OTHERS)
      return abstain('too few other accounts with known devices');

    const crowded = [...users].filter(
      ([device, list]) =>
        list.length >= MEMBERS && Math.max(list.length, platform.devices.count(device)) >= CROWDED,
    );
    const sharing = new Set(crowded.flatMap(([, list]) => list));
    const share = sharing.size / known;
    const usual = shareElsewhere(
      platform.accountsOnCrowdedDevices,
      platform.devices.known,
      sharing.size,
      known,
    );
    const large = sharing.size >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
    const busiest = crowded.sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))[0];
    return {
      value: share,
      weightNats: large ? excessNats(sharing.size, known, usual) : 0,
      marked: [...sharing],
      evidence: [
        fact(
          {
            en: `${sharing.size} of ${known} accounts (${percent(share)}) share ${crowded.length} ${crowded.length === 1 ? 'device' : 'devices'}, up to ${busiest?.[1].length ?? 0} accounts on one; of other accounts ${percent(usual)} are on a device of three or more`,
            zh: `${known} 个账号中有 ${sharing.size} 个（${percent(share)}）共用 ${crowded.length} 台设备，单台最多 ${busiest?.[1].length ?? 0} 个账号；其他账号中 ${percent(usual)} 处于三人以上共用的设备`,
          },
          {
            observed: share,
            usual,
            accounts: [...sharing].sort((a, b) => a - b).map((index) => view.members[index]?.accountId ?? ''),
            targets: crowded.slice(0, 10).map(([device]) => device),
          },
        ),
      ],
    };
  },
};
