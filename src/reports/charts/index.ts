/** All charts. */
export { campaignTimelineChart } from './campaign-timeline.ts';
export { type Chart, type ChartColours, type ChartLook, PAPER, type VegaLiteSpec } from './chart.ts';
export { eventsChart } from './events.ts';
export { membersJoiningChart } from './members-joining.ts';
export { patternsByWeekChart } from './patterns-by-week.ts';
export { overturnChart, precisionChart } from './precision.ts';
export { queueChart } from './queue.ts';
export { registrationsChart } from './registrations.ts';
export { verdictsByWeekChart } from './verdicts-by-week.ts';
