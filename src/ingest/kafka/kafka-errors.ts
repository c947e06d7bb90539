/** What failures of Kafka mean to an operator. */
import { AppError, tlsRefusal } from '../../contract/index.ts';

const UNIT = 'ingest/kafka';

/** A failed request or first contact: `kafka-refused` when the brokers do not let us in, else `kafka-unreachable`. */
export function kafkaFailure(brokers: readonly string[], cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return (
    refused(cause) ??
    new AppError(
      'kafka-unreachable',
      `${UNIT}: ${silence(cause)} ${brokers.join(', ')}: ${messageOf(cause)}`,
      {
        cause,
        fix: 'Check that the brokers are up, kafka.brokers, and that TLS and SASL are set as the brokers want them.',
      },
    )
  );
}

/** A consumer that ended: `kafka-refused` as above, else `kafka-broken`. */
export function cannotGoOn(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  for (const one of causesOf(cause))
    if ('type' in one && one.type === 'INVALID_SESSION_TIMEOUT')
      return new AppError(
        'bad-config',
        `${UNIT}: the brokers do not take this session timeout: ${one.message}`,
        {
          cause,
          fix: 'Set consume.sessionSeconds to what the brokers allow: 6 to 1800 unless they were told otherwise.',
        },
      );
  return (
    refused(cause) ??
    new AppError('kafka-broken', `${UNIT}: the consumer cannot go on: ${messageOf(cause)}`, {
      cause,
      fix: 'Look at the brokers; the consumer goes on where it was when it is started again.',
    })
  );
}

/** Whether no broker answered when the group's coordinator was asked for: kafkajs takes that for final, and it is an outage. */
export function isSilence(cause: unknown): boolean {
  return [...causesOf(cause)].some(({ name }) => name === 'KafkaJSGroupCoordinatorNotFound');
}

/** The brokers answer, and refuse; undefined for every other failure. The client's own errors are told by name and type. */
function refused(cause: unknown): AppError | undefined {
  const error = (message: string, fix: string) =>
    new AppError('kafka-refused', `${UNIT}: ${message}`, { cause, fix });
  const tls = tlsRefusal(cause, 'kafka.tls');
  if (tls !== undefined) return error(`no TLS with ${brokerOf(cause)}: ${tls.reason}`, tls.fix);
  for (const one of causesOf(cause)) {
    if (one.name === 'KafkaJSSASLAuthenticationError')
      return error(
        `the brokers refuse the login: ${one.message}`,
        'Check kafka.sasl.username, the file or variable of kafka.sasl.password, and that the brokers offer kafka.sasl.mechanism to this user.',
      );
    if ('type' in one && /_AUTHORIZATION_FAILED$/.test(String(one.type)))
      return error(
        `the user may not do this: ${one.message}`,
        'Grant it in the brokers’ ACLs: docs/operations.md says what Breakwater needs.',
      );
  }
  return undefined;
}

/** Brokers that say what is wrong did answer. */
const silence = (cause: unknown): string =>
  [...causesOf(cause)].some(({ name }) => name === 'KafkaJSProtocolError')
    ? 'a request failed at'
    : 'no answer from';

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function* causesOf(cause: unknown): Generator<Error> {
  for (let one = cause, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    yield one;
    // Several topics that could not be made.
    if ('errors' in one && Array.isArray(one.errors))
      yield* one.errors.filter((each) => each instanceof Error);
  }
}

function brokerOf(cause: unknown): string {
  for (const one of causesOf(cause)) if ('broker' in one) return String(one.broker);
  return 'the brokers';
}
