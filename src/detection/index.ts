/** Face of the room: one cycle, and storing its results. */
export { type DetectInput, type Detection, detect, newRunId } from './detect.ts';
export { type RawPair, rawPairsOf } from './raw-pairs-of.ts';
export type { TimeWindow } from './read-traces.ts';
export { saveDetection } from './save.ts';
