/** What stands at the head of every form of the report. */
import type { WeekData } from '../data/read-week.ts';
import { plain, type Words } from '../words.ts';

export interface Heading {
  /** Name of the platform; empty where none was given. */
  readonly platform: string;
}

export const title = ({ week }: WeekData, { say }: Words, { platform }: Heading): string =>
  `${platform === '' ? '' : `${plain(platform)} · `}${say(`Campaigns of the week ${week.id}`, `水军行动周报 ${week.id}`)}`;

export function subtitle({ week, weeksBefore }: WeekData, { say }: Words): string {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const span = `${day(week.from)} – ${day(week.to - 1)}`;
  return say(
    `${span} (UTC). Each figure stands beside the week before and the mean of ${weeksBefore === 1 ? 'one week' : `${weeksBefore} weeks`} before; its query: breakwater report query NAME.`,
    `${span}（UTC）。各项数字附上周及此前 ${weeksBefore} 周平均；查询语句：breakwater report query 名称。`,
  );
}
