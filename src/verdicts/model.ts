/**
 * Verdicts: evidence added up within and across kinds, to a probability, a verdict, patterns and an explanation.
 * This file: the model, every number of it; its version is part of each verdict. Models are JSON files in models/.
 */
import { z } from 'zod';
import { AppError, EVIDENCE_KINDS, EvidenceKind } from '../contract/index.ts';
import current from './models/2026.11-3.json' with { type: 'json' };

const Model = z.strictObject({
  version: z.string().min(1),
  /** Log-odds that a cluster is a water army before any evidence. */
  priorNats: z.number(),
  /** The most that one kind may add: signals of one kind share a cause. */
  capNats: z.record(EvidenceKind, z.number().nonnegative()),
  /** Kinds that speak of not being who they seem; the others speak only of acting together. */
  inauthentic: z.array(EvidenceKind),
  /** From here on a kind counts as present: twenty to one. */
  presentNats: z.number().positive(),
  /** Net evidence of a group (after its look-elsewhere price) from which acting together is proven: a thousand to one. */
  togetherNats: z.number().positive(),
  /** Least probability of `water_army`. */
  armyProbability: z.number().min(0.5).max(1),
  /**
   * From the sum of the evidence to a probability: 1 / (1 + e^−(slope · sum + intercept)), fitted by `breakwater calibrate`
   * (Platt 1999). The slope is positive, so that more evidence never lowers it.
   */
  calibration: z.strictObject({ slope: z.number().positive(), intercept: z.number() }),
  /** What the calibration was fitted on; null where it was not. */
  training: z
    .strictObject({
      command: z.string(),
      towns: z.number().int(),
      clusters: z.number().int(),
      armies: z.number().int(),
      /** Brier score and expected calibration error on towns that were not fitted on, before and after. */
      heldOut: z.strictObject({
        clusters: z.number().int(),
        brierBefore: z.number(),
        brier: z.number(),
        eceBefore: z.number(),
        ece: z.number(),
      }),
    })
    .nullable(),
});
export type Model = z.infer<typeof Model>;

/** A model as it stands in a file. Throws `bad-config` that names the field. */
export function parseModel(value: unknown, name: string): Model {
  const parsed = Model.safeParse(value);
  if (parsed.success) {
    const missing = EVIDENCE_KINDS.filter((kind) => parsed.data.capNats[kind] === undefined);
    if (missing.length === 0) return parsed.data;
    throw bad(name, `capNats: ${missing.join(', ')} is missing`);
  }
  const issue = parsed.error.issues[0];
  throw bad(name, `${issue?.path.join('.')}: ${issue?.message}`);
}

const bad = (name: string, what: string) =>
  new AppError('bad-config', `verdicts/model: ${name}: ${what}`, {
    fix: 'start from a file of src/verdicts/models/, which has every field',
  });

/** The model that is used where no other is named. */
export const MODEL: Model = parseModel(current, 'the model of this version');
