/** The text room's functions as rows need them. */
import { fingerprint, foldText, handleShape, handleStem } from '../text/index.ts';
import type { TextFunctions } from './event-tables.ts';

export const TEXT_FUNCTIONS: TextFunctions = { foldText, fingerprint, handleStem, handleShape };
