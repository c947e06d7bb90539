// Asks /healthz of this container; exit code 0 when it answers 200. Plain JavaScript: it starts four times a minute.
import process from 'node:process';

const port = process.env.BREAKWATER_HTTP_PORT || '9464';
fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) }).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
);
