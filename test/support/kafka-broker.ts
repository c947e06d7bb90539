/**
 * A real Apache Kafka for tests: one process, broker and controller (KRaft), on free ports of the loopback.
 * Maven brings it into its local repository the first time; `test/kafka/pom.xml` names the version.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const POM_DIRECTORY = fileURLToPath(new URL('../kafka/', import.meta.url));
const run = promisify(execFile);
const FETCH_TIMEOUT_MS = 600_000;
const START_TIMEOUT_MS = 60_000;

export interface KafkaBroker {
  readonly brokers: readonly string[];
  /** `127.0.0.1:port` of each listener that was asked for, by name. */
  readonly listeners: Readonly<Record<string, string>>;
  /** Ends the broker as an operator does, and removes its data. */
  stop(): Promise<void>;
  /** Ends and starts it again on the same port with the same data, after `awayMs`. */
  restart(options?: { readonly awayMs?: number }): Promise<void>;
  /** SIGKILL; `restart` brings it back. */
  kill(): Promise<void>;
}

/**
 * Why there can be no broker here, or undefined when there can. Where `CI=true` a missing broker is a failure:
 * the tests then run and fail with this reason.
 */
export async function whyNoKafka(): Promise<string | undefined> {
  for (const [program, flag] of [
    ['java', '-version'],
    ['mvn', '--version'],
  ] as const) {
    const found = await run(program, [flag]).catch(() => undefined);
    if (found === undefined) return `${program} is not on this machine (Java 17 and Maven are needed)`;
  }
  return undefined;
}

/** True when tests with a broker are to be left out; says so on stderr. */
export async function leaveKafkaOut(): Promise<boolean> {
  const why = await whyNoKafka();
  if (why === undefined || process.env.CI === 'true') return false;
  process.stderr.write(`\n*** KAFKA TESTS ARE LEFT OUT: ${why} ***\n\n`);
  return true;
}

export interface BrokerOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Listeners beside the plain one: name in capitals → security protocol (`SSL`, `SASL_SSL`, `SASL_PLAINTEXT`). */
  readonly listeners?: Readonly<Record<string, string>>;
  /** Users for SCRAM, as `kafka-storage format --add-scram` takes them. */
  readonly scram?: readonly string[];
}

/** Starts a broker; whoever starts it stops it, and it does not outlive the process that started it. */
export async function startBroker({
  settings = {},
  listeners = {},
  scram = [],
}: BrokerOptions = {}): Promise<KafkaBroker> {
  const why = await whyNoKafka();
  if (why !== undefined) throw new Error(`support/kafka-broker: ${why}`);
  const classpath = await fetchKafka();
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-kafka-'));
  const names = Object.keys(listeners);
  const [port = 0, controllerPort = 0, ...others] = await freePorts(2 + names.length);
  const own = names.map((name, i) => `,${name}://127.0.0.1:${others[i]}`).join('');
  const protocols = Object.entries(listeners).map(([name, protocol]) => `,${name}:${protocol}`);
  const config = join(directory, 'server.properties');
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${own}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}${own}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': `PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT${protocols.join('')}`,
    'log.dirs': join(directory, 'data'),
    'num.partitions': '4',
    'offsets.topic.num.partitions': '1',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    ...settings,
  };
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  await mkdir(join(directory, 'data'));
  await writeFile(config, lines.join(''));
  const java = (main: string, ...args: readonly string[]) => [
    '-Xmx512m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dlog4j2.level=ERROR',
    '-cp',
    classpath,
    main,
    ...args,
  ];
  const users = scram.flatMap((user) => ['--add-scram', user]);
  await run(
    'java',
    java('kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qg', '-c', config, ...users),
  );
  const logFile = join(directory, 'broker.log');
  let running = await launch();

  async function launch(): Promise<Launched> {
    const launched = launchGuarded('java', java('kafka.Kafka', config), logFile);
    await waitForPort(port, launched.child, logFile);
    return launched;
  }

  return {
    brokers: [`127.0.0.1:${port}`],
    listeners: Object.fromEntries(names.map((name, i) => [name, `127.0.0.1:${others[i]}`])),
    async stop() {
      await running.end('SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
    async restart({ awayMs = 0 } = {}) {
      await running.end('SIGTERM');
      if (awayMs > 0) await new Promise((resolve) => setTimeout(resolve, awayMs));
      running = await launch();
    },
    kill: () => running.end('SIGKILL'),
  };
}

/** The class path, resolved once per version of the POM and remembered beside Maven's repository. */
async function fetchKafka(): Promise<string> {
  const pom = join(POM_DIRECTORY, 'pom.xml');
  const remembered = join(tmpdir(), `breakwater-kafka-classpath-${process.getuid?.() ?? 0}.txt`);
  const [made, changed] = await Promise.all([stat(remembered).catch(() => undefined), stat(pom)]);
  if (made !== undefined && made.mtimeMs > changed.mtimeMs) {
    const classpath = await readFile(remembered, 'utf8');
    const jars = await Promise.allSettled(classpath.split(':').map((jar) => stat(jar)));
    if (jars.every(({ status }) => status === 'fulfilled')) return classpath;
  }
  process.stderr.write('Fetching Apache Kafka with Maven (the first time only) …\n');
  const output = `${remembered}.${process.pid}`;
  await run('mvn', ['-q', '-B', '-f', pom, 'dependency:build-classpath', `-Dmdep.outputFile=${output}`], {
    timeout: FETCH_TIMEOUT_MS,
  });
  const classpath = (await readFile(output, 'utf8')).trim();
  await rm(output);
  await writeFile(remembered, classpath);
  return classpath;
}

interface Launched {
  readonly child: ChildProcess;
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a program in a group of its own that ends with this process: by an exit handler, and, when this process is
 * killed and can handle nothing, by a guard whose standard input then closes.
 */
function launchGuarded(program: string, args: readonly string[], logFile: string): Launched {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`support/kafka-broker: ${program} did not start`);
  const exited = once(child, 'exit');
  const guard = spawn('sh', ['-c', 'read _; kill -9 -"$1"', 'guard', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  const endGroup = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  process.on('exit', endGroup);
  return {
    child,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await exited;
      }
      guard.kill('SIGKILL');
      process.removeListener('exit', endGroup);
    },
  };
}

async function waitForPort(port: number, child: ChildProcess, logFile: string): Promise<void> {
  const until = performance.now() + START_TIMEOUT_MS;
  const marker = 'Kafka Server started';
  const already = countOf(readFileSync(logFile, 'utf8'), marker);
  while (performance.now() < until) {
    if (child.exitCode !== null) break;
    if (countOf(readFileSync(logFile, 'utf8'), marker) > already || (await answers(port))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `support/kafka-broker: the broker did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`,
  );
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

async function answers(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Ports that are free now; held together, so that they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
