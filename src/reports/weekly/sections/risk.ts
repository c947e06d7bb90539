/** Where water armies led people, and what was a false alarm. */
import type { Block, Section } from '../block.ts';
import { plain } from '../words.ts';

export const risk: Section = {
  id: 'risk',
  title: { en: 'Domains that water armies linked to', zh: '水军引流域名' },
  blocks({ data, words }) {
    const { say } = words;
    const { risk_domains } = data.tables;
    if (risk_domains.length === 0)
      return [
        {
          kind: 'text',
          text: say(
            'No domain was linked to by three or more of their accounts.',
            '没有被三个及以上水军账号链接的域名。',
          ),
        },
      ];
    return [
      {
        kind: 'table',
        columns: [say('Domain', '域名'), say('Accounts', '账号数'), say('Actions', '行为数')],
        rows: risk_domains.map(({ domain, accounts, actions }) => [
          plain(String(domain)),
          Number(accounts),
          Number(actions),
        ]),
      },
    ];
  },
};

export const falseAlarms: Section = {
  id: 'false-alarms',
  title: { en: 'False alarms', zh: '误报' },
  blocks({ data, words }): readonly Block[] {
    const { say, name } = words;
    const { false_alarms } = data.tables;
    if (false_alarms.length === 0)
      return [
        { kind: 'text', text: say('People decided on no case this week.', '本周没有人工裁决的案件。') },
      ];
    return [
      {
        kind: 'table',
        columns: [say('What it looked like', '疑似手法'), say('Dismissed', '驳回'), say('Confirmed', '确认')],
        rows: false_alarms.map(({ pattern, dismissed, confirmed }) => [
          pattern === 'none' ? say('no pattern', '无手法') : name(String(pattern)),
          Number(dismissed),
          Number(confirmed),
        ]),
      },
    ];
  },
};
