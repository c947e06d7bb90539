export function CaseBar(_: { caseId: string; selectedAccounts: string[]; onDecided: () => void }) {
  return null;
}
