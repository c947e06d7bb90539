/** `breakwater report weekly|query`: what happened in a week. */
import { Command } from 'commander';
import { AppError } from '../../contract/index.ts';
import { lastWeek, parseWeek } from '../../reports/weekly/week.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { parseDuration } from '../duration.ts';
import type { WeeklyReportRun } from '../run-weekly-report.ts';

interface WeeklyOptions {
  readonly config?: string;
  readonly store?: string;
  readonly week?: string;
  readonly platform?: string;
  readonly language?: string;
  readonly out?: string;
  readonly deliver?: true;
  readonly every?: string;
}

const LANGUAGES = ['en', 'zh'] as const;

export function reportCommand({ now, print, signal }: CommandContext): Command {
  const command = new Command('report').summary(
    'the weekly campaign report, and the query behind each of its figures',
  );
  command
    .command('weekly')
    .description(
      'Makes the report of a week: HTML, PDF (where there is a Chromium), Markdown, and JSON and CSV of every figure. With --deliver it goes where the settings say, once, and weeks that were missed are caught up.',
    )
    .option(...CONFIG_OPTION)
    .option('--store <where>', 'a directory, or the URL of a ClickHouse server')
    .option('--week <week>', 'an ISO week, such as 2026-W20 (default: the last one that is over)')
    .option('--platform <name>', 'name on the title (default: report.platform)')
    .option('--language <list>', 'en, zh or both with a comma (default: report.languages)')
    .option('-o, --out <dir>', 'directory for the files (default: out/report/WEEK, unless --deliver)')
    .option('--deliver', 'to the outlets of the settings (report.folder, report.s3, report.smtp)')
    .option('--every <time>', 'with --deliver: keep running, and look again after this time (6h)')
    .addHelpText(
      'after',
      '\nEvery Monday at six, by cron:\n  0 6 * * 1  breakwater report weekly --deliver --config settings.yaml',
    )
    .action(async ({ config: file, store, week, platform, language, out, deliver, every }: WeeklyOptions) => {
      const run: WeeklyReportRun = {
        sources: { file, env: process.env, flags: { 'store.location': store, 'report.platform': platform } },
        week: week === undefined ? null : parseWeek(week),
        languages: language === undefined ? null : language.split(',').map(parseLanguage),
        out: out ?? null,
        deliver: deliver === true,
        now: () => now,
        signal,
        print,
      };
      // Loaded here, as no other command needs it: charts, mail and storage take long to load.
      const { runWeeklyReport } = await import('../run-weekly-report.ts');
      if (every === undefined) return runWeeklyReport(run);
      if (!run.deliver)
        throw new AppError('bad-usage', 'cli/report: --every goes with --deliver', { fix: 'add --deliver' });
      const { runReportJob } = await import('../run-report-job.ts');
      await runReportJob({ ...run, now: Date.now }, parseDuration(every));
    });
  command
    .command('query')
    .argument('[figure]', 'its name, as it stands beside it in the report; without it all names')
    .description('print the query that makes a figure, ready for ClickHouse')
    .option('--week <week>', 'an ISO week (default: the last one that is over)')
    .action(async (figure: string | undefined, { week }: { week?: string }) => {
      const { reportQueries, reportQuery } = await import('../../reports/index.ts');
      const of = week === undefined ? lastWeek(now) : parseWeek(week);
      print(figure === undefined ? `${reportQueries().join('\n')}\n` : reportQuery(figure, of));
    });
  return command;
}

function parseLanguage(text: string): (typeof LANGUAGES)[number] {
  const language = LANGUAGES.find((one) => one === text.trim());
  if (language !== undefined) return language;
  throw new AppError('bad-usage', `cli/report: "${text}" is no language of the report`, { fix: 'en or zh' });
}
