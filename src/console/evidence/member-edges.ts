/** Edges between members of a cluster. */
import { MEMBERS } from './member-acts.ts';

const IDS = `SELECT account_id FROM (${MEMBERS})`;

/** For `FROM`, open for further conditions. FINAL: a run that was cut off while it was saved may stand there twice. */
export const MEMBER_EDGES = `edges FINAL
WHERE run_id = {run:String} AND account_a IN (${IDS}) AND account_b IN (${IDS})`;
