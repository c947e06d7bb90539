/** The stream's face: Kafka in, checked rows in the store and dead letters out. Apart from the room's, for kafkajs is large. */
export { type ConsumeArgs, type ConsumeSettings, consume } from './consumer.ts';
export { createKafka } from './kafkajs-port.ts';
export type {
  AdminPort,
  KafkaConnection,
  KafkaMessage,
  KafkaPort,
  ProducedMessage,
  ProducerPort,
} from './port.ts';
export { MessageTooLarge } from './port.ts';
export { readGroup } from './read-group.ts';
export { retrying } from './retry.ts';
export type { ConsumeMetrics, Log } from './watch.ts';
