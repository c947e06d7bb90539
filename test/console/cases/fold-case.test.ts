/** Random people do random things: the record always says what happened, and undoing restores. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act } from '../../../src/console/audit/acts.ts';
import { type CaseFields, type CaseFold, foldCase, laterAct } from '../../../src/console/cases/fold-case.ts';

const change = fc.oneof(
  fc.constantFrom('open', 'confirmed', 'dismissed', 'escalated').map((state) => ({ state })),
  fc.subarray(['a', 'b', 'c']).map((removed) => ({ removed })),
  fc.constantFrom('ann', 'bea', null).map((assignee) => ({ assignee })),
  fc.constant({}),
);
/** An act that changes something, or the undoing of an earlier one that can be undone. */
const script = fc.array(
  fc.record({ change, undo: fc.boolean(), which: fc.nat(20), who: fc.constantFrom('ann', 'bea') }),
  {
    maxLength: 25,
  },
);

const fieldsOf = ({ state, assignee, removed }: CaseFold) => ({ state, assignee, removed });

function play(steps: readonly { change: object; undo: boolean; which: number; who: string }[]) {
  const acts: Act[] = [];
  const history = [fieldsOf(foldCase(acts))];
  for (const { change, undo, which, who } of steps) {
    const fold = foldCase(acts);
    const open = acts.filter(
      ({ act_id, after }) => !fold.undone.has(act_id) && Object.keys(after).length > 0,
    );
    const target = undo ? open[which % Math.max(1, open.length)] : undefined;
    if (undo && (target === undefined || laterAct(acts, target) !== null)) continue;
    const after = (target?.before ?? change) as Partial<CaseFields>;
    const before = Object.fromEntries(Object.keys(after).map((key) => [key, fold[key as keyof CaseFields]]));
    const version = acts.length + 1;
    acts.push({
      act_id: `act ${version}`,
      subject_kind: 'case',
      subject: 'k1',
      version,
      at: new Date(version * 60_000).toISOString(),
      user_id: who,
      name: who,
      act: target === undefined ? 'confirm' : 'undo',
      before,
      after,
      reason: 'x',
      run_id: '',
      cluster_id: '',
      model_version: '',
      evidence_hash: '',
      undoes: target?.act_id ?? '',
    });
    history.push(fieldsOf(foldCase(acts)));
  }
  return { acts, history };
}

test('undoing the last act gives what stood before it', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { acts, history } = play(steps);
      const last = acts.at(-1);
      if (last === undefined) return;
      expect(
        fieldsOf(
          foldCase([
            ...acts,
            {
              ...last,
              act_id: 'u',
              version: last.version + 1,
              after: last.before,
              before: last.after,
              undoes: last.act_id,
            },
          ]),
        ),
      ).toEqual(history.at(-2));
    }),
    { numRuns: 2_000 },
  );
});

test('undoing everything that can be undone, the last first, ends where it began', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { acts } = play(steps);
      for (;;) {
        const { undone, version } = foldCase(acts);
        const target = acts.findLast(
          ({ act_id, undoes, after }) =>
            undoes === '' && !undone.has(act_id) && Object.keys(after).length > 0,
        );
        if (target === undefined) break;
        expect(laterAct(acts, target)).toBeNull();
        acts.push({
          ...target,
          act_id: `undo ${version}`,
          version: version + 1,
          after: target.before,
          before: target.after,
          undoes: target.act_id,
        });
      }
      expect(fieldsOf(foldCase(acts))).toEqual({ state: 'open', assignee: null, removed: [] });
    }),
    { numRuns: 2_000 },
  );
});

test('each version stands for one act, and the fold depends on nothing else', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { acts } = play(steps);
      expect(foldCase(acts).version).toBe(acts.length);
      expect(foldCase(structuredClone(acts))).toEqual(foldCase(acts));
    }),
    { numRuns: 2_000 },
  );
});
