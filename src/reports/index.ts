/** Face of the room: what is handed on and printed. Charts have a face of their own, for the pages. */
export { type CampaignBundle, readBundle } from './bundle/bundle.ts';
export { bundlePage } from './bundle/bundle-page.ts';
export { signBundle, verifyBundle } from './bundle/sign.ts';
export { findChromium, printPdf } from './print/pdf.ts';
