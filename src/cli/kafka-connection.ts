/** From settings to a connection to Kafka: certificates are read here, the password comes with the secrets. */
import { readFile } from 'node:fs/promises';
import type { Settings } from '../config/index.ts';
import { AppError } from '../contract/index.ts';
import type { KafkaConnection } from '../ingest/kafka/index.ts';

async function readPem(path: string, setting: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause) => {
    throw new AppError('bad-config', `cli/kafka-connection: cannot read ${path}`, {
      cause,
      fix: `check ${setting}`,
    });
  });
}

/** Throws `bad-config` when a certificate cannot be read. */
export async function kafkaConnection(
  { brokers, clientId, tls, sasl }: Settings['kafka'],
  password: string | undefined,
): Promise<KafkaConnection> {
  const pem = async (name: 'ca' | 'cert' | 'key') => {
    const path = tls?.[name];
    return path === undefined ? {} : { [name]: await readPem(path, `kafka.tls.${name}`) };
  };
  return {
    brokers,
    clientId,
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(await pem('ca')),
            ...(await pem('cert')),
            ...(await pem('key')),
            insecureSkipVerify: tls.insecureSkipVerify,
          },
        }),
    ...(sasl === undefined
      ? {}
      : { sasl: { mechanism: sasl.mechanism, username: sasl.username, password: password ?? '' } }),
  };
}
