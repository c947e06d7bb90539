/** A petition (honest): thousands share one link with the text that the page has filled in for them. */
import { actionsIn, brokenPromises, busiestHourShare, devicesPerAccount, groupBy } from '../checks.ts';
import { HOUR, localTime, wakingDelay } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { chance, pick } from '../rng.ts';
import { compileGrammar } from '../text/grammar.ts';

const URL = 'https://petition.example/p/old-plane-trees';
const FILLED = {
  zh: '我刚刚签名支持保留学府路的老梧桐树，还差一点就到一万人，你也来签名吧！',
  en: 'I just signed the petition to keep the old plane trees on Xuefu Road. We are close to 10,000: please sign, too!',
};
const OWN = compileGrammar({
  zh: [
    '从小[在这条路|在树下]长大',
    '{who}都签了',
    '[夏天|上学]全靠这些树',
    '修路可以，别砍树',
    '已签，求扩散',
  ],
  who: ['我们全家', '我们楼', '全班'],
  en: [
    'these trees are older than the city hall',
    'my whole [street|class] signed',
    'please please please',
    'do it today',
  ],
});

export const protestPetition = groupScenario({
  name: 'protest-petition',
  kind: 'look-alike',
  pattern: null,
  reported: 0.01,
  story:
    'The city wants to fell the old trees of a street; twelve hundred people sign a petition and press the button that posts its link with a ready text. Most leave the text as it is, and those on the other side report them.',
  knobs: {
    accounts: { value: 1200, about: 'people who share the petition' },
    asFilled: { value: 0.8, about: 'share who leave the text as it is (0 to 1)' },
    meanHours: { value: 3, about: 'mean delay until somebody shares' },
    ordinaryActions: { value: 2, about: 'ordinary actions per person on the day' },
  },
  cast: ({ maker, knobs, rng }) => [
    ...people(maker, 1, 'initiator', () => ({ language: 'zh', followers: 1800 })),
    ...people(maker, knobs.accounts, 'signer', () => ({ language: chance(rng, 0.85) ? 'zh' : 'en' })),
  ],
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [initiator, ...signers] = members.map(({ account }) => account);
    if (!initiator) return;
    const publish = createPublish(stage);
    const startsAt = localTime({ from, to }, 11.2);
    const first = publish(initiator, { at: startsAt, text: FILLED.zh, urls: [URL], topics: ['留住老梧桐'] });
    for (const signer of signers) {
      const at = wakingDelay(rng, startsAt, knobs.meanHours * HOUR);
      const filled = FILLED[signer.language];
      const text = chance(rng, knobs.asFilled)
        ? filled
        : `${OWN(signer.language, rng)}${pick(rng, ['，', ' ', '\n'])}${filled}`;
      if (chance(rng, 0.85))
        publish(signer, { at, text, urls: [URL], topics: chance(rng, 0.4) ? ['留住老梧桐'] : [] });
      else
        emit(act(signer, { action: 'repost', at, ...first, text: OWN(signer.language, rng), urls: [URL] }));
      if (chance(rng, 0.5)) emit(act(signer, { action: 'like', at: at + 4000 * rng.next(), ...first }));
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const shares = actionsIn(output).filter((action) => action.urls?.includes(URL));
    const posts = shares.filter((share) => share.action === 'post');
    const exact = posts.filter(({ text }) => text === FILLED.zh || text === FILLED.en).length;
    return brokenPromises({
      'nearly everybody shares the one link':
        groupBy(shares, (share) => share.account_id).size >= 0.8 * knobs.accounts,
      'most leave the text as it is': Math.abs(exact / posts.length - knobs.asFilled) < 0.06,
      'registrations and phones are natural':
        busiestHourShare(output) < 0.03 + 2 / knobs.accounts && devicesPerAccount(output) === 1,
    });
  },
});
