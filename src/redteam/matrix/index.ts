/** Face of the matrix. */
export { type Cell, cellsOf, FULL, type MatrixSize, QUICK } from './cell.ts';
export { type Drop, drops } from './compare.ts';
export { fitLogistic, type LabelledSum } from './fit.ts';
export { type FrontierRow, frontierOf } from './frontier.ts';
export { redTeamPage } from './page.ts';
export { matrixPlots } from './plots.ts';
export { type RealRow, runRealData } from './real-data.ts';
export type { TownResult } from './run-town.ts';
export { runTowns } from './run-towns.ts';
export { type MatrixSummary, summarise } from './summary.ts';
export { type Town, townsOf } from './towns.ts';
