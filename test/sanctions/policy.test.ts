/** Reading policies: the shipped one, and errors that teach. */
import { expect, test } from 'vitest';
import { decide } from '../../src/sanctions/policy/decide.ts';
import { describePolicy, diffPolicies } from '../../src/sanctions/policy/describe-policy.ts';
import { policyHash } from '../../src/sanctions/policy/policy.ts';
import { parsePolicy, readPolicy } from '../../src/sanctions/policy/read-policy.ts';
import { ACCOUNT, CLUSTER, NOW } from './facts.ts';

const POLICY = `
name: mine
rules:
  - name: all
    when: { probability: 0.9 }
    measure: label
    days: 7
`;

test('the shipped policy is mild: without people no account is muted, frozen or suspended', async () => {
  const policy = await readPolicy('default');
  const surest = {
    ...CLUSTER,
    probability: 1,
    kinds: ['registration', 'identity', 'content', 'rhythm'],
  } as const;
  for (const patterns of [['engagement_boost'], ['account_farming'], ['comment_control']] as const)
    for (const offences of [0, 1, 10]) {
      const decision = decide(policy, { ...surest, patterns }, { ...ACCOUNT, offences }, NOW);
      expect(decision.kind).toBe('measure');
      if (decision.kind === 'measure')
        expect(['label', 'limit_reach', 'remove_interaction']).toContain(decision.measure);
    }
});

test('in a domain that weighs more the measure is graver, up to the bound', async () => {
  const policy = await readPolicy('default');
  const farm = { ...CLUSTER, probability: 1, kinds: ['registration', 'identity'] } as const;
  const measure = (topics: string[]) => {
    const decision = decide(policy, { ...farm, topics }, ACCOUNT, NOW);
    return decision.kind === 'measure' ? decision.measure : decision.kind;
  };
  expect(measure(['猫'])).toBe('label');
  expect(measure(['新冠疫苗真相'])).toBe('limit_reach');
});

test('the same meaning has the same hash; another cap has another', () => {
  const written = parsePolicy(`${POLICY}\ncaps: { run: 500 }`, 'a');
  expect(policyHash(written)).toBe(policyHash(parsePolicy(POLICY, 'b')));
  expect(policyHash(parsePolicy(`${POLICY}\ncaps: { run: 499 }`, 'c'))).not.toBe(policyHash(written));
});

test.each([
  ['an unknown key', `${POLICY}\ncanery: { share: 0.1 }`, 'did you mean "canary"'],
  [
    'an unknown key inside a rule',
    POLICY.replace('probability', 'probabillity'),
    'did you mean "probability"',
  ],
  ['a measure that is none', POLICY.replace('label', 'shame'), 'rules.0.measure'],
  ['a share above 1', `${POLICY}\ncaps: { platform_share: 5 }`, 'caps.platform_share'],
  ['one kind of evidence', POLICY.replace('probability: 0.9', 'kinds: 1'), 'rules.0.when.kinds'],
  ['a key twice', `${POLICY}\nname: other`, 'unique'],
  ['no YAML', 'rules: [', 'bad.yaml'],
  ['delays the wrong way round', `${POLICY}\ndelay: { least_seconds: 9, most_seconds: 1 }`, 'least_seconds'],
])('%s is refused with advice', (_, text, says) => {
  expect(() => parsePolicy(text, 'bad.yaml')).toThrow(says);
});

test('a difference names the rule and the setting', () => {
  const before = parsePolicy(POLICY, 'a');
  const after = parsePolicy(`${POLICY.replace('days: 7', 'days: 14')}\ncaps: { day: 5 }`, 'b');
  expect(diffPolicies(before, after)).toEqual(['caps.day: 1000 → 5', 'rules.all.days: 7 → 14']);
  expect(diffPolicies(before, before)).toEqual([]);
});

test('a policy in sentences names every rule and who is never touched', async () => {
  const policy = await readPolicy('default');
  const text = describePolicy(policy).join('\n');
  for (const { name } of policy.rules) expect(text).toContain(name);
  expect(text).toContain('never touched: verified accounts');
});
