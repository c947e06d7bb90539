/** Face of the room: reports, and what is handed on. Charts have a face of their own, for the pages. */
export { type CampaignBundle, readBundle } from './bundle/bundle.ts';
export { bundlePage } from './bundle/bundle-page.ts';
export { signBundle, verifyBundle } from './bundle/sign.ts';
export { type Delivery, deliverReport, missedWeeks } from './delivery/deliver-week.ts';
export { folderOutlet, mailOutlet, type ReportOutlet, s3Outlet } from './delivery/outlets.ts';
export { findChromium, printPdf } from './print/pdf.ts';
export { makeReport, type Report } from './weekly/make-report.ts';
export { reportQueries, reportQuery } from './weekly/report-query.ts';
export { lastWeek, parseWeek, type Week } from './weekly/week.ts';
