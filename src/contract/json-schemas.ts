/** The contract as JSON Schema (draft 2020-12), for programs that are not written in TypeScript. */
import { z } from 'zod';
import { AccountWhy } from './account-why.ts';
import { AccountEvent, ActionEvent, BreakwaterEvent, ReportEvent } from './events.ts';
import { AccountRow, DeadLetter, EdgeRow, Summary, VerdictLine } from './outputs.ts';
import { SanctionMessage, SanctionReceipt } from './sanctions.ts';
import { VerdictMessage } from './verdict-message.ts';

const PUBLISHED = {
  event: [BreakwaterEvent, 'An event, one a line in files, one a message in Kafka'],
  account: [AccountEvent, 'What is known of an account at one time'],
  action: [ActionEvent, 'Something that an account did'],
  report: [ReportEvent, 'A user reports an account'],
  verdict: [VerdictLine, 'A line of verdicts.ndjson: one cluster, judged'],
  'verdict-message': [
    VerdictMessage,
    'A message on breakwater.verdicts: a change of what is known about a cluster',
  ],
  sanction: [
    SanctionMessage,
    'A message on breakwater.sanctions, and the body of its webhooks: a measure that begins or ends',
  ],
  'sanction-receipt': [SanctionReceipt, 'What the platform did about a sanction'],
  'account-row': [AccountRow, 'A row of accounts.csv'],
  'edge-row': [EdgeRow, 'A row of edges.csv'],
  'dead-letter': [DeadLetter, 'A line of dead-letters.ndjson'],
  summary: [Summary, 'summary.json'],
  'account-why': [AccountWhy, 'What `breakwater why --json` says of one account in one run'],
} as const;

/** File name → text of each schema; `npm run schemas` writes them to `schemas/`. */
export function jsonSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(PUBLISHED).map(([name, [schema, title]]) => {
      const body = { title, ...z.toJSONSchema(schema, { io: 'input' }) };
      return [`${name}.schema.json`, `${JSON.stringify(body, null, 2)}\n`];
    }),
  );
}
