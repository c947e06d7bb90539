/** Config: every setting of every process, as one zod schema; read from a file, then the environment, then flags. */
import { z } from 'zod';
import { PATTERNS } from '../contract/index.ts';

/** A secret given in the file of a path, or in an environment variable; never as the value itself. */
export const SecretSource = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({ env: z.string().min(1) }),
]);
export type SecretSource = z.infer<typeof SecretSource>;

const seconds = z.number().positive();

const Kafka = z.strictObject({
  brokers: z
    .array(z.string().min(1))
    .min(1)
    .default(['localhost:9092'])
    .describe('first brokers to ask, host:port'),
  clientId: z.string().min(1).default('breakwater').describe('name in the brokers’ logs and quotas'),
  groupId: z
    .string()
    .min(1)
    .default('breakwater')
    .describe('consumer group; its members share the partitions'),
  topics: z
    .strictObject({
      events: z.string().default('breakwater.events').describe('topic that events are read from'),
      verdicts: z.string().default('breakwater.verdicts').describe('topic of new and changed verdicts'),
      deadLetters: z
        .string()
        .default('breakwater.dead-letters')
        .describe('topic of messages that could not be used'),
      tasks: z
        .string()
        .default('breakwater.mining-tasks')
        .describe('topic that mining tasks are handed out on'),
      sanctions: z
        .string()
        .default('breakwater.sanctions')
        .describe('topic of measures that the platform is asked for'),
      receipts: z
        .string()
        .default('breakwater.sanction-receipts')
        .describe('topic on which the platform says what it did'),
    })
    .prefault({}),
  tls: z
    .strictObject({
      ca: z.string().optional().describe('PEM file of the authority to trust; the system’s when absent'),
      cert: z.string().optional().describe('PEM file of the client certificate'),
      key: z.string().optional().describe('PEM file of the client certificate’s key'),
      insecureSkipVerify: z
        .boolean()
        .default(false)
        .describe('trust any certificate; only for tests against a self-signed broker'),
    })
    .optional()
    .describe('TLS to the brokers'),
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).describe('how to log in to the brokers'),
      username: z.string().min(1).describe('Kafka user'),
      password: SecretSource.describe('Kafka password'),
    })
    .optional()
    .describe('SASL login to the brokers'),
});

const StoreSettings = z.strictObject({
  location: z
    .string()
    .min(1)
    .default('.breakwater/store')
    .describe('`memory`, a directory, or the URL of a ClickHouse server (without password)'),
  username: z.string().optional().describe('ClickHouse user'),
  password: SecretSource.optional().describe('ClickHouse password'),
  database: z.string().optional().describe('ClickHouse database; `breakwater` when absent'),
  tls: z
    .strictObject({
      ca: z.string().optional().describe('PEM file of the authority to trust; the system’s when absent'),
      cert: z.string().optional().describe('PEM file of the client certificate'),
      key: z.string().optional().describe('PEM file of the client certificate’s key'),
      serverName: z
        .string()
        .min(1)
        .optional()
        .describe('name that the server’s certificate must have; the host of the location when absent'),
    })
    .optional()
    .describe('TLS to ClickHouse, beside an https:// location'),
});

const Consume = z.strictObject({
  batchMessages: z
    .number()
    .int()
    .positive()
    .default(25_000)
    .describe('a batch is written when it has this many messages …'),
  batchBytes: z
    .number()
    .int()
    .positive()
    .default(16 * 1024 * 1024)
    .describe('… or this many bytes'),
  batchSeconds: seconds.default(1).describe('… or is this old'),
  sessionSeconds: seconds
    .default(15)
    .describe('a member of the group that is silent for this long is taken for dead'),
  giveUpSeconds: seconds
    .default(600)
    .describe(
      'ends with an error, so that a supervisor starts anew, when the store has been away for this long',
    ),
});

const Detect = z.strictObject({
  horizons: z
    .array(z.strictObject({ name: z.string(), lookBackSeconds: seconds, everySeconds: seconds }))
    .min(1)
    .default([
      { name: 'hour', lookBackSeconds: 3_600, everySeconds: 30 },
      { name: 'day', lookBackSeconds: 86_400, everySeconds: 600 },
      { name: 'week', lookBackSeconds: 604_800, everySeconds: 86_400 },
    ])
    .describe('how far back cycles look, and how often each is run'),
  leaseSeconds: seconds
    .default(30)
    .describe('a leader that has not renewed its lease for this long is replaced'),
  miningParts: z
    .number()
    .int()
    .positive()
    .default(1)
    .describe(
      'parts that mining is split into, for `breakwater mine` workers; 1 mines in the detecting process',
    ),
});

const days = z.number().int().positive().optional();

const Retention = z.strictObject({
  actionsDays: days.describe(
    'actions are kept for this many days; at least as long as the longest horizon; for ever when absent, as all of these',
  ),
  reportsDays: days.describe('reports'),
  accountsDays: days.describe('accounts of which neither a record nor a kept action is newer'),
  edgesDays: days.describe('edges of runs; the newest run of each horizon always keeps them'),
  runsDays: days.describe('runs with clusters, members and verdicts; those that were last published stay'),
  deadLettersDays: days.describe('dead letters'),
});

const Console = z.strictObject({
  host: z.string().default('127.0.0.1').describe('address that the analysts’ console is served on'),
  port: z.number().int().min(0).max(65_535).default(8080).describe('its port; 0 takes a free one'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('how people reach it, behind a proxy that speaks TLS; cookies are bound to it'),
  secondReviewer: z
    .strictObject({
      accounts: z
        .number()
        .int()
        .positive()
        .default(500)
        .describe('cases of so many accounts are confirmed by two people'),
      belowProbability: z.number().min(0).max(1).default(0.9).describe('so are cases below this probability'),
      patterns: z.array(z.enum(PATTERNS)).default([]).describe('and those with one of these patterns'),
    })
    .prefault({}),
  oidc: z
    .strictObject({
      issuer: z.url().describe('URL of the OpenID provider that people sign in with'),
      clientId: z.string().min(1).describe('the console’s name there'),
      clientSecret: SecretSource.describe('the console’s secret there'),
      label: z.string().default('OpenID').describe('what the button says'),
      rolesClaim: z.string().default('groups').describe('claim that lists a person’s groups'),
      roles: z
        .record(z.string(), z.enum(['viewer', 'analyst', 'lead', 'admin']))
        .default({})
        .describe('role that each group gives; the highest counts, and who has none does not come in'),
    })
    .optional()
    .describe('sign-in through an OpenID provider'),
});

const Sanctions = z.strictObject({
  toKafka: z.boolean().default(false).describe('tell the platform on kafka.topics.sanctions'),
  webhooks: z
    .array(
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }).describe('where the platform listens'),
        secret: SecretSource.describe('what both sides have; at least 16 bytes'),
      }),
    )
    .default([])
    .describe('tell the platform by signed webhooks (Standard Webhooks)'),
});

const Report = z.strictObject({
  platform: z.string().default('').describe('name of the platform, on the title of the weekly report'),
  languages: z
    .array(z.enum(['en', 'zh']))
    .min(1)
    .default(['en', 'zh'])
    .describe('languages of the report'),
  folder: z.string().min(1).optional().describe('directory that reports are put in, one for each week'),
  s3: z
    .strictObject({
      bucket: z.string().min(1).describe('bucket that reports are put in'),
      prefix: z.string().default('').describe('what their keys begin with'),
      region: z.string().default('us-east-1').describe('region of the bucket'),
      endpoint: z.url().optional().describe('of another storage that speaks S3; Amazon’s when absent'),
      accessKeyId: z.string().min(1).describe('who puts them there'),
      secretAccessKey: SecretSource.describe('secret of the access key'),
    })
    .optional()
    .describe('put reports into S3-compatible storage'),
  smtp: z
    .strictObject({
      host: z.string().min(1).describe('mail server'),
      port: z.number().int().min(1).max(65_535).default(587).describe('its port'),
      secure: z
        .boolean()
        .default(false)
        .describe('TLS from the first byte (port 465); else STARTTLS where it is offered'),
      username: z.string().optional().describe('mail user'),
      password: SecretSource.optional().describe('mail password'),
      from: z.string().min(3).describe('sender'),
      to: z.array(z.string().min(3)).min(1).describe('receivers'),
    })
    .optional()
    .describe('send reports by mail'),
});

export const Settings = z.strictObject({
  kafka: Kafka.prefault({}),
  store: StoreSettings.prefault({}),
  consume: Consume.prefault({}),
  detect: Detect.prefault({}),
  retention: Retention.prefault({}),
  console: Console.prefault({}),
  sanctions: Sanctions.prefault({}),
  report: Report.prefault({}),
  pseudonymKey: SecretSource.optional().describe(
    'secret that devices, networks and addresses are hashed with; at least 16 bytes',
  ),
  http: z
    .strictObject({
      host: z
        .string()
        .default('127.0.0.1')
        .describe('address that /metrics, /healthz and /readyz are served on'),
      port: z.number().int().min(0).max(65_535).default(9464).describe('their port; 0 takes a free one'),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error'])
        .default('info')
        .describe('the least level that is written'),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;
