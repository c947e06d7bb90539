/** TLS and SASL as the client wants them. */
import type { KafkaConnection } from './port.ts';

/** Part of the client's options; a password stands in it. */
export function clientSecurity({ tls, sasl }: KafkaConnection) {
  return {
    ...(tls === undefined
      ? {}
      : {
          ssl: {
            ...(tls.ca === undefined ? {} : { ca: [tls.ca] }),
            ...(tls.cert === undefined ? {} : { cert: tls.cert }),
            ...(tls.key === undefined ? {} : { key: tls.key }),
            rejectUnauthorized: !(tls.insecureSkipVerify ?? false),
          },
        }),
    ...(sasl === undefined
      ? {}
      : {
          sasl: {
            mechanism: sasl.mechanism,
            username: sasl.username,
            password: sasl.password,
          },
        }),
  };
}
