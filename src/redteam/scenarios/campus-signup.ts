/** A sign-up day on a campus (honest): many registrations in an afternoon from one network. */
import { accountsIn, actionsIn, brokenPromises, devicesPerAccount, groupBy, timeOf } from '../checks.ts';
import { HOUR, MINUTE } from '../clock.ts';
import { groupScenario } from '../group.ts';
import { createIdMaker } from '../ids.ts';
import { sharedSite } from '../networks.ts';
import { between, chance, exponential, normal } from '../rng.ts';

export const campusSignup = groupScenario({
  name: 'campus-signup',
  kind: 'look-alike',
  pattern: null,
  story:
    'A hundred and fifty students register in one afternoon at a stand on the campus, all behind one NAT; they follow the university, like its welcome, and then go their own ways.',
  knobs: {
    accounts: { value: 150, about: 'students who register' },
    hours: { value: 3.5, about: 'hours that the stand is open' },
    ordinaryActions: { value: 10, about: 'ordinary actions per student on the rest of the day' },
  },
  cast({ maker, knobs, rng, from, to }) {
    const campus = { ...sharedSite(rng), hosts: 2 };
    const opensAt = from + 0.25 * (to - from);
    const openMs = Math.min(knobs.hours * HOUR, 0.4 * (to - from));
    const university = {
      account: maker.account({ verified: true, home: campus, language: 'zh', followers: 21_000 }),
      role: 'university',
    };
    const students = Array.from({ length: knobs.accounts }, () => {
      // Busiest in the middle, between lectures.
      const share = Math.min(0.999, Math.max(0, 0.5 + 0.22 * normal(rng)));
      return {
        account: maker.account({
          registeredAt: Math.floor(opensAt + share * openMs),
          home: campus,
          mobile: campus,
          followers: Math.floor(exponential(rng, 5)),
          language: chance(rng, 0.93) ? 'zh' : 'en',
        }),
        role: 'student',
      };
    });
    return [university, ...students];
  },
  play({ rng, act, members, emit, from, to, prefix }) {
    const [university, ...students] = members.map(({ account }) => account);
    if (!university) return;
    const welcome = { targetId: createIdMaker(prefix, 'post')(0), targetAccountId: university.id };
    const postedAt = from + 0.24 * (to - from);
    emit(
      act(university, {
        action: 'post',
        at: postedAt,
        ...welcome,
        text: '欢迎来到星湾大学！今天下午在图书馆前的摊位注册，送一杯柠檬茶。',
        topics: ['星湾大学迎新'],
      }),
    );
    for (const student of students) {
      const at = student.registeredAt + MINUTE + exponential(rng, 12 * MINUTE);
      if (chance(rng, 0.7))
        emit(act(student, { action: 'follow', at, targetId: university.id, targetAccountId: university.id }));
      if (chance(rng, 0.45))
        emit(act(student, { action: 'like', at: at + between(rng, 5, 240) * 1000, ...welcome }));
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const students = accountsIn(output).filter((account) => timeOf(account.registered_at) >= output.from);
    const networks = groupBy(students, (account) =>
      String(account.registration?.ip).split('.').slice(0, 3).join('.'),
    );
    const times = students.map((account) => timeOf(account.registered_at));
    const targets = groupBy(actionsIn(output, 'like'), (like) => like.target_id).size;
    return brokenPromises({
      'all students register in the opening hours':
        students.length === knobs.accounts && Math.max(...times) - Math.min(...times) <= knobs.hours * HOUR,
      'all students register behind one NAT': networks.size === 1,
      'each student has a phone of their own': devicesPerAccount(output) === 1,
      'they go their own ways later': targets > knobs.accounts / 2,
    });
  },
});
