/** The text room's functions as rows need them. */
import { fingerprint, foldText, handleShape, handleStem, type TextFingerprint } from '../text/index.ts';

export interface TextFunctions {
  foldText(raw: string): string;
  fingerprint(folded: string): TextFingerprint | null;
  handleStem(handle: string): string;
  handleShape(handle: string): string;
}

export const TEXT_FUNCTIONS: TextFunctions = { foldText, fingerprint, handleStem, handleShape };
