/** Face of the ledger. */
export {
  appendLedger,
  type Broken,
  type LedgerRow,
  type NewEntry,
  readLedger,
  verifyLedger,
} from './ledger.ts';
export { readStanding, reverted, type Standing } from './standing.ts';
