/** What a test broker is told so that a listener of it wants TLS and a login. */
import type { Authority, Certificate } from './certificates.ts';

interface User {
  readonly username: string;
  readonly password: string;
}

/** A user for both kinds of SCRAM, for `startBroker`. */
export const SCRAM = ({ username, password }: User): readonly string[] =>
  ['SCRAM-SHA-256', 'SCRAM-SHA-512'].map((kind) => `${kind}=[name=${username},password=${password}]`);

const MODULES = 'org.apache.kafka.common.security';

/** Certificates for all listeners; on the one named `login`, in small letters, the users log in by SASL. */
export function secureSettings({
  authority,
  certificate,
  login,
  users,
}: {
  readonly authority: Authority;
  readonly certificate: Certificate;
  readonly login: string;
  readonly users: readonly User[];
}): Readonly<Record<string, string>> {
  const plain = users.map(({ username, password }) => ` user_${username}="${password}"`).join('');
  const jaas = (mechanism: string, module: string) => ({
    [`listener.name.${login}.${mechanism}.sasl.jaas.config`]: `${MODULES}.${module} required${mechanism === 'plain' ? plain : ''};`,
  });
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificate.both,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': authority.ca,
    [`listener.name.${login}.sasl.enabled.mechanisms`]: 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    ...jaas('plain', 'plain.PlainLoginModule'),
    ...jaas('scram-sha-256', 'scram.ScramLoginModule'),
    ...jaas('scram-sha-512', 'scram.ScramLoginModule'),
  };
}
