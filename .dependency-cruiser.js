/** Which room may import which: the table in docs/design.md, held by `npm run layers`. */
const MAY_IMPORT = {
  contract: [],
  config: ['contract'],
  observability: ['contract'],
  text: ['contract'],
  traces: ['contract', 'text'],
  mining: ['contract'],
  clusters: ['contract', 'mining'],
  signals: ['contract', 'text', 'clusters'],
  verdicts: ['contract', 'signals'],
  storage: ['contract'],
  ingest: ['contract', 'text', 'traces', 'storage'],
  detection: ['contract', 'text', 'traces', 'mining', 'clusters', 'signals', 'verdicts', 'storage'],
  reports: ['contract', 'verdicts', 'storage'],
  sanctions: ['contract', 'storage'],
  console: [
    'contract',
    'text',
    'traces',
    'clusters',
    'verdicts',
    'storage',
    'detection',
    'sanctions',
    'reports',
  ],
  redteam: ['contract', 'traces', 'verdicts', 'storage', 'ingest', 'detection'],
};

export default {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
      name: `${room}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-')}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      from: { path: '^src/(text|traces|mining|clusters|signals|verdicts)/' },
      to: {
        path: '^(node:)?(fs|net|http|https|child_process|worker_threads)|chdb|@clickhouse/client|kafkajs',
      },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/console/web/' },
  },
};
