/** The model and the policy: what changed, and how the model stands against attacks that are known. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Block, Section } from '../block.ts';
import { minute, plain } from '../words.ts';

export const changes: Section = {
  id: 'changes',
  title: { en: 'Model and policy', zh: '模型与策略' },
  blocks({ data, words }): readonly Block[] {
    const { say } = words;
    const { models, policies } = data.tables;
    return [
      models.length === 0
        ? { kind: 'text', text: say('No run of detection ended this week.', '本周没有完成的检测。') }
        : {
            kind: 'table',
            columns: [say('Model', '模型'), say('Runs', '检测次数'), say('Since (UTC)', '起始（UTC）')],
            rows: models.map(({ model_version, runs, since }) => [
              plain(String(model_version)),
              Number(runs),
              minute(String(since)),
            ]),
          },
      ...(policies.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              columns: [
                say('Policy', '策略'),
                say('Hash', '哈希'),
                say('Plans', '方案'),
                say('Since (UTC)', '起始（UTC）'),
              ],
              rows: policies.map(({ name, policy_hash, plans, since }) => [
                plain(String(name)),
                String(policy_hash).slice(0, 12),
                Number(plans),
                minute(String(since)),
              ]),
            },
          ]),
    ];
  },
};

const Matrix = z.object({
  efforts: z.array(
    z.object({
      scenario: z.string(),
      effort: z.string(),
      instances: z.number(),
      waterArmy: z.object({ share: z.number().nullable() }),
    }),
  ),
  standard: z.object({
    waterArmy: z.object({
      precision: z.object({ share: z.number().nullable() }),
      recall: z.object({ share: z.number().nullable() }),
    }),
  }),
});
const MATRIX = new URL('../../../../docs/red-team.json', import.meta.url);

export const redTeam: Section = {
  id: 'red-team',
  title: { en: 'Against known attacks (simulated)', zh: '对已知攻击的检出（模拟）' },
  blocks({ words }): readonly Block[] {
    const { say, value } = words;
    const matrix = readMatrix();
    if (matrix === null)
      return [
        {
          kind: 'text',
          tone: 'muted',
          text: say('The matrix of attacks is not installed here.', '此处未安装攻击测试结果。'),
        },
      ];
    const { precision, recall } = matrix.standard.waterArmy;
    return [
      {
        kind: 'text',
        text: say(
          `At standard strength ${value(recall.share, 'share')} of the armies' accounts are found as water armies, and ${value(precision.share, 'share')} of those named are right.`,
          `标准强度下，水军账号检出率 ${value(recall.share, 'share')}，精确率 ${value(precision.share, 'share')}。`,
        ),
      },
      {
        kind: 'table',
        columns: [say('Attack', '攻击'), say('Instances', '次数'), say('Found as water army', '判为水军')],
        rows: matrix.efforts
          .filter(({ effort }) => effort === 'standard')
          .map(({ scenario, instances, waterArmy }) => [
            scenario,
            instances,
            value(waterArmy.share, 'share'),
          ]),
      },
    ];
  },
};

function readMatrix(): z.infer<typeof Matrix> | null {
  try {
    return Matrix.parse(JSON.parse(readFileSync(MATRIX, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
