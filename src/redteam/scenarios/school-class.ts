/** A school class (honest): pupils register in one lesson on shared computers and hand in answers that resemble each other. */
import type { AccountWishes } from '../accounts.ts';
import {
  accountsIn,
  actionsIn,
  brokenPromises,
  devicesPerAccount,
  groupBy,
  mostWithin,
  timeOf,
} from '../checks.ts';
import { localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people, type Target } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { desktopAgent, sharedSite } from '../networks.ts';
import { between, chance, logNormal, pick, type Rng, sample } from '../rng.ts';
import { compileGrammar } from '../text/grammar.ts';

const PASSAGE = '“巷子很长，长得像一个说不完的故事，雨落下来，故事就湿了。”';
const TASK = '八年级五班读书笔记';
const ANSWER = compileGrammar({
  line: ['{quote}{see}{feel}', '{see}{quote}{feel}', '{quote}{feel}{see}{wish}'],
  quote: [PASSAGE, PASSAGE, `课文里写道：${PASSAGE}`],
  see: [
    '作者用了比喻的手法，',
    '这句话把巷子比作故事，',
    '这里写出了巷子的[长|深|安静]，',
    '我觉得这句写得最[好|美]，',
  ],
  feel: [
    '表达了作者对[家乡|童年|外婆]的[思念|怀念]。',
    '让我想起了[老家|小时候|奶奶家]的[院子|路|下雨天]。',
    '说明作者心里很[难过|不舍|孤单]。',
  ],
  wish: ['我以后也要[多观察|多读书]。', '读完我很[感动|受启发]。', ''],
});

/** A neighbour's answer, with a word added or left out so that it does not show. */
function copied(rng: Rng, answer: string): string {
  const end = pick(rng, ['', '', '我也这么想。', '老师好。', '写完了。']);
  return answer.replace(pick(rng, ['作者', '我觉得', '课文里写道：', '的手法']), '') + end;
}

export const schoolClass = groupScenario({
  name: 'school-class',
  kind: 'look-alike',
  pattern: null,
  story:
    'Forty-five pupils register in one lesson in a computer room, two to a computer, under names as the teacher wants them; each posts an answer that quotes the same passage, half of them after a look at the neighbour’s, and likes some others. At home, some come back.',
  knobs: {
    accounts: { value: 45, about: 'pupils of the class' },
    computers: { value: 25, about: 'computers in the room' },
    namedByTeacher: { value: 0.8, about: 'share of handles made of class, number and name (0 to 1)' },
    copying: { value: 0.5, about: 'share of answers taken from a neighbour (0 to 1)' },
    comeBack: { value: 0.4, about: 'share who use the account again, on a phone of their own (0 to 1)' },
    ordinaryActions: { value: 6, about: 'ordinary actions of those who come back' },
  },
  cast({ maker, knobs, rng, from, to }) {
    const room = { ...sharedSite(rng), hosts: 2 };
    const computers = Array.from({ length: Math.max(1, knobs.computers) }, () =>
      maker.device(desktopAgent(rng)),
    );
    const starts = localTime({ from, to }, 10);
    const teacher = people(maker, 1, 'teacher', () => ({ language: 'zh', followers: 160 }));
    const role = (i: number): string =>
      i < knobs.comeBack * knobs.accounts ? 'pupil who comes back' : 'pupil';
    const pupils = people(maker, knobs.accounts, role, (i): AccountWishes => {
      const seat = { device: computers[i % computers.length] as (typeof computers)[number], network: room };
      const name =
        pick(rng, ['lin', 'wang', 'chen', 'zhao', 'he', 'xu', 'luo']) +
        pick(rng, ['yu', 'hao', 'jing', 'rui']);
      const handle = `g8c5-${String(i + 1).padStart(2, '0')}-${name}`;
      // The second at each computer registers after the first.
      const turn = Math.floor(i / computers.length) * 6 * MINUTE;
      return {
        registeredAt: Math.floor(starts + 4 * MINUTE + turn + logNormal(rng, 80 * SECOND, 0.5)),
        language: 'zh',
        followers: rng.int(4),
        style: chance(rng, 0.5) ? 'nickname' : 'pinyin',
        profile: {
          ...(chance(rng, knobs.namedByTeacher) ? { handle } : {}),
          bio: '',
          channel: 'web',
          avatar: 'default',
          seat,
        },
      };
    });
    return [...teacher, ...pupils];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [teacher, ...pupils] = members.map(({ account }) => account);
    if (!teacher) return;
    const publish = createPublish(stage);
    const starts = localTime({ from, to }, 10);
    publish(teacher, { at: starts, text: `今天的作业：摘抄${PASSAGE}并写两句感想`, topics: [TASK] });
    const answers: string[] = [];
    const posts: (Target & { readonly at: number })[] = [];
    for (const pupil of pupils) {
      const { seat } = pupil.profile;
      const neighbour = answers.at(-1 - rng.int(2));
      const text = neighbour && chance(rng, knobs.copying) ? copied(rng, neighbour) : ANSWER('line', rng);
      answers.push(text);
      const at = pupil.registeredAt + between(rng, 3, 9) * MINUTE;
      posts.push({ at, ...publish(pupil, { at, text, topics: [TASK], seat }) });
      emit(
        act(pupil, {
          action: 'follow',
          at: at - MINUTE,
          targetId: teacher.id,
          targetAccountId: teacher.id,
          seat,
        }),
      );
    }
    const reading = Math.max(starts, ...posts.map(({ at }) => at)) + MINUTE;
    for (const pupil of pupils) {
      const classmates = posts.filter(({ targetAccountId }) => targetAccountId !== pupil.id);
      for (const { targetId, targetAccountId } of sample(rng, classmates, 3 + rng.int(6))) {
        const at = reading + between(rng, 0, 8) * MINUTE;
        emit(act(pupil, { action: 'like', at, targetId, targetAccountId, seat: pupil.profile.seat }));
      }
    }
  },
  ordinary: (knobs, _played, { role }) => (role === 'pupil who comes back' ? knobs.ordinaryActions : 0),
  check(output) {
    const { knobs } = output;
    const pupils = accountsIn(output).filter((account) => timeOf(account.registered_at) >= output.from);
    const answers = actionsIn(output, 'post').filter((post) => post.topics?.includes(TASK));
    const rooms = groupBy(pupils, (pupil) => String(pupil.registration?.ip).split('.').slice(0, 3).join('.'));
    return brokenPromises({
      'all pupils register within the lesson':
        pupils.length === knobs.accounts &&
        mostWithin(
          pupils.map((pupil) => timeOf(pupil.registered_at)),
          30 * MINUTE,
        ) >=
          0.95 * knobs.accounts,
      'they share the computers of one room':
        rooms.size === 1 && devicesPerAccount(output) <= (knobs.computers + 1) / knobs.accounts,
      'nearly every answer quotes the passage':
        answers.length === knobs.accounts + 1 &&
        answers.filter((answer) => answer.text?.includes(PASSAGE)).length >= 0.95 * knobs.accounts,
    });
  },
});
