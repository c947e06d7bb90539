/** What failures of Kafka mean to an operator. */
import { AppError } from '../../contract/index.ts';

const UNIT = 'ingest/kafka';

export function unreachable(brokers: readonly string[], cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('kafka-unreachable', `${UNIT}: no answer from ${brokers.join(', ')}: ${reason}`, {
    cause,
    fix: 'Check kafka.brokers, and that TLS and SASL are set as the brokers want them.',
  });
}

export function cannotGoOn(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError('kafka-broken', `${UNIT}: the consumer cannot go on: ${reason}`, {
    cause,
    fix: 'Look at the brokers; the consumer goes on where it was when it is started again.',
  });
}
