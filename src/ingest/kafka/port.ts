/** What the rest of Breakwater knows of Kafka: messages, a consumer group, a producer, topics. No client is named here. */

/** Offsets are 64 bits wide, so they are bigints. */
export interface KafkaMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Uint8Array | null;
  /** Null is a tombstone. The memory belongs to the client: copy what is kept. */
  readonly value: Uint8Array | null;
  /** Epoch milliseconds, as the producer or the broker wrote it. */
  readonly timestamp: number;
}

/** Messages of one partition, in order. */
export interface KafkaBatch {
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
  /** The offset that follows what was taken before, and from there on nothing is left out. */
  readonly beginOffset: bigint;
  /** The offset after these messages and after what the log holds between them and the next. */
  readonly nextOffset: bigint;
  /** The offset that the partition's next message will get; minus `nextOffset` it is the lag. */
  readonly highWatermark: bigint;
  /** Keeps the membership while the batch waits. Throws when the group has moved on; let it through. */
  heartbeat(): Promise<void>;
  /** False once the group has moved on or the consumer stops: the batch is someone else's. */
  isCurrent(): boolean;
}

/** Where a partition is read from, and what the log offers. */
export interface Watermarks {
  /** The first offset that is still there. */
  readonly low: bigint;
  /** The offset that the next message will get. */
  readonly high: bigint;
}

export interface ConsumerHandlers {
  /**
   * The group gave these partitions to this member, and whatever it had before is no longer its own. The answer says
   * where to begin each; no message is handed over before it. When it throws, the consumer ends with that error.
   */
  onAssigned(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>>;
  /** Whether the batch was taken; one that was not is handed over again. One call at a time. */
  onBatch(batch: KafkaBatch): Promise<boolean>;
}

export interface ConsumerPort {
  /** Joins the group and reads until `stop`; rejects with the reason when it cannot go on. */
  run(handlers: ConsumerHandlers): Promise<void>;
  /** Tells the group what is done, for tools that show the lag. Partitions of others are left out. */
  commit(nextOffsets: ReadonlyMap<number, bigint>): Promise<void>;
  /** Leaves the group; `run` resolves. */
  stop(): Promise<void>;
}

export interface ProducedMessage {
  readonly key: string | Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Thrown by `send` when a broker refuses a message for its size. */
export class MessageTooLarge extends Error {}

export interface ProducerPort {
  connect(): Promise<void>;
  /** Resolves when all replicas in sync have the messages. */
  send(topic: string, messages: readonly ProducedMessage[]): Promise<void>;
  disconnect(): Promise<void>;
}

export interface AdminPort {
  /** Makes topics that are missing, with the broker's own number of partitions unless told. */
  ensureTopics(
    topics: readonly {
      readonly topic: string;
      readonly partitions?: number;
      readonly config?: Readonly<Record<string, string>>;
    }[],
  ): Promise<void>;
  watermarks(topic: string): Promise<ReadonlyMap<number, Watermarks>>;
  /** What the group has committed; partitions without are left out. */
  committed(groupId: string, topic: string): Promise<ReadonlyMap<number, bigint>>;
}

export interface ConsumerSettings {
  readonly groupId: string;
  readonly topic: string;
  /** How long the broker may wait to fill a fetch, milliseconds. */
  readonly maxWaitMs: number;
  /** Bytes of one fetch, over all partitions. */
  readonly maxFetchBytes: number;
  /** A member that is silent for this long is taken for dead, milliseconds. */
  readonly sessionMs: number;
  /** Ends with an error when no broker has answered for this long, milliseconds. */
  readonly giveUpMs: number;
}

export interface KafkaPort {
  consumer(settings: ConsumerSettings): ConsumerPort;
  producer(): ProducerPort;
  /** Connects for one piece of work. */
  admin<T>(work: (admin: AdminPort) => Promise<T>): Promise<T>;
}

export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** PEM texts; absent means no TLS. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly insecureSkipVerify?: boolean;
  };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}
