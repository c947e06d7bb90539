/** From settings to a connection to Kafka: certificates are read here, the password comes with the secrets. */
import type { Settings } from '../config/index.ts';
import type { KafkaConnection } from '../ingest/kafka/index.ts';
import { readTlsFiles } from './tls-files.ts';

/** Throws `bad-config` when a certificate cannot be used. */
export async function kafkaConnection(
  { brokers, clientId, tls, sasl }: Settings['kafka'],
  password: string | undefined,
): Promise<KafkaConnection> {
  return {
    brokers,
    clientId,
    ...(tls === undefined
      ? {}
      : {
          tls: { ...(await readTlsFiles(tls, 'kafka.tls')), insecureSkipVerify: tls.insecureSkipVerify },
        }),
    ...(sasl === undefined
      ? {}
      : { sasl: { mechanism: sasl.mechanism, username: sasl.username, password: password ?? '' } }),
  };
}
