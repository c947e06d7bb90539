/** Makes reports of weeks and delivers them: once for people, or as a scheduled job. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readSecret, readSettings, type Settings, type SettingsSources } from '../config/index.ts';
import { AppError } from '../contract/index.ts';
import {
  deliverReport,
  findChromium,
  folderOutlet,
  lastWeek,
  mailOutlet,
  makeReport,
  missedWeeks,
  type Report,
  type ReportOutlet,
  s3Outlet,
  type Week,
} from '../reports/index.ts';
import { migrate, openStore } from '../storage/index.ts';
import { guarded, makeDirectory } from './directories.ts';
import { mustBeThere } from './open-named.ts';
import { createProgressBar } from './progress.ts';
import { storeOptions } from './store-options.ts';

export interface WeeklyReportRun {
  readonly sources: SettingsSources;
  /** Null: the last one that is over; with `deliver` all that outlets have missed. */
  readonly week: Week | null;
  readonly languages: Settings['report']['languages'] | null;
  readonly out: string | null;
  readonly deliver: boolean;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
}

/** @throws AppError `bad-usage` when nothing is to be delivered to, `output-failed` when an outlet failed: run again later. */
export async function runWeeklyReport(run: WeeklyReportRun): Promise<void> {
  const { sources, now, print, signal } = run;
  const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);
  const settings = await readSettings(sources);
  const isTyped = sources.flags?.['store.location'] !== undefined;
  const options = await storeOptions(settings.store, { env: sources.env, warn, isTyped });
  const outlets = run.deliver ? await outletsOf(settings) : [];
  if (run.deliver && outlets.length === 0)
    throw new AppError('bad-usage', 'cli/report: the settings name no outlet', {
      fix: 'set report.folder, report.s3 or report.smtp',
    });
  mustBeThere(options);
  const store = await openStore(options);
  try {
    await migrate(store, { now });
    const chromium = findChromium(sources.env);
    if (chromium === null) print('There is no Chromium: the report is made without PDF.\n');
    const weeks =
      run.week !== null
        ? [run.week]
        : run.deliver
          ? await missedWeeks(store, outlets, now())
          : [lastWeek(now())];
    if (weeks.length === 0) print('Every outlet has the report of the last week.\n');
    const failed: string[] = [];
    for (const week of weeks) {
      if (signal.aborted) throw new AppError('cancelled', 'cli/report: stopped on request');
      const bar = createProgressBar(process.stderr);
      bar.stage(`report of ${week.id}`);
      const report = await makeReport(store, {
        week,
        languages: run.languages ?? settings.report.languages,
        platform: settings.report.platform,
        chromium,
      }).finally(() => bar.stop());
      if (run.out !== null || !run.deliver)
        print(await keep(report, run.out ?? join('out', 'report', week.id)));
      for (const { outlet, outcome, detail } of await deliverReport(store, report, outlets, Date.now)) {
        print(`${week.id} → ${outlet}: ${outcome}${detail === '' ? '' : ` (${detail})`}\n`);
        if (outcome === 'failed') failed.push(outlet);
      }
    }
    if (failed.length > 0)
      throw new AppError('output-failed', `cli/report: not delivered to ${[...new Set(failed)].join(', ')}`, {
        fix: 'see what it says above; running it again delivers what is missing, and nothing twice',
      });
  } finally {
    await store.close();
  }
}

async function keep({ files }: Report, directory: string): Promise<string> {
  await guarded(directory, async () => {
    await makeDirectory(resolve(directory));
    for (const [name, content] of files) await writeFile(join(directory, name), content);
  });
  return `${files.size} files in ${directory}\n`;
}

async function outletsOf({ report: { folder, s3, smtp } }: Settings): Promise<readonly ReportOutlet[]> {
  const secret = (source: Parameters<typeof readSecret>[0]) => readSecret(source, process.env);
  return [
    ...(folder === undefined ? [] : [folderOutlet(folder)]),
    ...(s3 === undefined ? [] : [s3Outlet({ ...s3, secretAccessKey: await secret(s3.secretAccessKey) })]),
    ...(smtp === undefined
      ? []
      : [
          mailOutlet({
            ...smtp,
            password: smtp.password === undefined ? undefined : await secret(smtp.password),
          }),
        ]),
  ];
}
