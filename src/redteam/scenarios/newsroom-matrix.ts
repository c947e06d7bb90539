/** A newsroom's accounts (honest): verified, one operator, the same release everywhere. */
import { accountsIn, actionsIn, brokenPromises, groupBy } from '../checks.ts';
import { SECOND } from '../clock.ts';
import { groupScenario } from '../group.ts';
import { jittered, workingTime } from '../hire.ts';
import { createIdMaker } from '../ids.ts';
import { sharedSite } from '../networks.ts';
import { logNormal } from '../rng.ts';
import { writeRelease } from '../text-grammar.ts';

const MCN = 'mcn-daily';

export const newsroomMatrix = groupScenario({
  name: 'newsroom-matrix',
  kind: 'look-alike',
  pattern: null,
  story:
    'A newsroom runs twelve verified accounts, one per district, all under one declared operator; each release is published by all of them within minutes, word for word.',
  knobs: {
    accounts: { value: 12, about: 'accounts in the matrix' },
    releases: { value: 6, about: 'releases in the stretch' },
    jitterSeconds: { value: 150, about: 'half width of the time in which a release goes out' },
    ordinaryActions: { value: 6, about: 'ordinary actions per account on the day' },
  },
  cast({ maker, knobs, rng }) {
    const office = sharedSite(rng);
    return Array.from({ length: knobs.accounts }, () => ({
      account: maker.account({
        verified: true,
        mcnId: MCN,
        home: office,
        language: 'zh',
        followers: Math.floor(logNormal(rng, 60_000, 1)),
      }),
      role: 'newsroom account',
    }));
  },
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const postId = createIdMaker(prefix, 'post');
    const mediaId = createIdMaker(prefix, 'media');
    let posts = 0;
    for (let release = 0; release < knobs.releases; release++) {
      const text = writeRelease(rng);
      const at = workingTime(rng, from, to);
      const url = `https://daily.example/release/${1000 + rng.int(9000)}`;
      for (const { account } of members) {
        const when = jittered(rng, at, knobs.jitterSeconds);
        emit(
          act(account, {
            action: 'post',
            at: when,
            targetId: postId(posts++),
            targetAccountId: account.id,
            text,
            urls: [url],
            media: [mediaId(release)],
            topics: ['权威发布'],
          }),
        );
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const posts = actionsIn(output, 'post').filter((post) => post.topics?.includes('权威发布'));
    const byText = groupBy(posts, (post) => `${post.urls?.[0]}${post.text}`);
    const accounts = accountsIn(output);
    const inTime = [...byText.values()].every((group) => {
      const times = group.map((post) => Date.parse(String(post.occurred_at)));
      return Math.max(...times) - Math.min(...times) <= 2 * knobs.jitterSeconds * SECOND;
    });
    return brokenPromises({
      'every account is verified and names its operator': accounts.every(
        (account) => account.verified && account.operator?.mcn_id === MCN,
      ),
      'every account publishes every release word for word':
        [...byText.values()].every((group) => group.length === knobs.accounts) &&
        byText.size === knobs.releases,
      'a release goes out within the jitter': inTime,
    });
  },
});
