/** All sections, in the order of the report. */
import type { Section } from '../block.ts';
import { appeals } from './appeals.ts';
import { campaigns } from './campaigns.ts';
import { cases } from './cases.ts';
import { inShort } from './in-short.ts';
import { measures } from './measures.ts';
import { changes, redTeam } from './model.ts';
import { quality, speed } from './quality.ts';
import { falseAlarms, risk } from './risk.ts';
import { seen } from './seen.ts';

export const SECTIONS: readonly Section[] = [
  inShort,
  seen,
  campaigns,
  measures,
  appeals,
  cases,
  risk,
  falseAlarms,
  speed,
  quality,
  redTeam,
  changes,
];
