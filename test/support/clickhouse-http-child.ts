/** The process behind `clickhouse-http.ts`: `node clickhouse-http-child.ts DIRECTORY USER PASSWORD`. */
import { serveStore } from '../../src/storage/index.ts';

const [directory = '', username = '', password = ''] = process.argv.slice(2);
const server = await serveStore({ directory, port: 0, username, password });
process.send?.(server.port);
process.on('disconnect', () => process.exit());
