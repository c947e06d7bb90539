/** Face of the room: policies, plans, what is done and taken back, appeals, and ways to the platform. */
export { readAppealEvidence } from './appeals/appeal-evidence.ts';
export {
  type Appeal,
  decidersOf,
  listAppeals,
  openAppeal,
  RULINGS,
  repairMarks,
  ruleOnAppeal,
} from './appeals/appeals.ts';
export { type Overturned, readOverturned } from './appeals/overturned.ts';
export { describePlan, type PlanState } from './apply/describe-plan.ts';
export { approvePlan, revertMeasures, type Scope, stopPlan, throwSwitch } from './apply/people-acts.ts';
export { runRound } from './apply/run-plans.ts';
export { isHalted } from './apply/surroundings.ts';
export { verifyLedger } from './ledger/index.ts';
export type { Outlet } from './outlets/deliver.ts';
export { createTopic, type Publish, takeReceipts, topicOutlet } from './outlets/topic.ts';
export { createWebhook } from './outlets/webhook.ts';
export { listPlans, planSanctions, readPlan, type StoredPlan } from './plan/stored-plans.ts';
export { describePolicy, diffPolicies } from './policy/describe-policy.ts';
export { readPolicy } from './policy/read-policy.ts';
