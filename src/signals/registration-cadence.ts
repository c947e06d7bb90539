/** Registrations at a machine's pace: gaps more regular than people who come by themselves can leave. */
import { abstain, fact, type Signal } from './signal.ts';
import { duration } from './words.ts';

const MIN_GAPS = 10;

export const registrationCadence: Signal = {
  id: 'registration_cadence',
  kind: 'rhythm',
  title: { en: "Registrations at a machine's pace", zh: '机器节奏注册' },
  about:
    'Value: 1 − e^(−nats per gap). Nats: likelihood ratio of regular gaps (gamma) against chance arrivals (exponential) between ' +
    'consecutive registrations of members within one burst. A rush of people (a promotion, a campus day) gives about 0.',
  evaluate({ registrationCadence: cadence, members }) {
    if (cadence === null || cadence.gaps < MIN_GAPS)
      return abstain(`fewer than ${MIN_GAPS} gaps between registrations in one burst`);
    const pace = duration(cadence.meanGapMs);
    return {
      value: 1 - Math.exp(-cadence.nats / cadence.gaps),
      weightNats: cadence.nats,
      evidence: [
        fact(
          {
            en: `${cadence.gaps} gaps between registrations of these ${members.length} accounts average ${pace.en} and are ${cadence.nats > 0 ? 'more regular than people’s' : 'as irregular as people’s'} (${cadence.nats.toFixed(1)} nats)`,
            zh: `这 ${members.length} 个账号的 ${cadence.gaps} 个注册间隔平均 ${pace.zh}，${cadence.nats > 0 ? '比真人更规律' : '与真人一样不规律'}（${cadence.nats.toFixed(1)} 奈特）`,
          },
          { observed: cadence.meanGapMs, usual: null },
        ),
      ],
    };
  },
};
