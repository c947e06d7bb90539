/** The surviving clusters as a GEXF file for Gephi and its kin. */

/** An account in a cluster. Ids come from a hostile platform. */
export interface GexfNode {
  readonly id: string;
  readonly cluster: string;
  readonly verdict: string;
  readonly membership: string;
}

/** An edge of one trace kind between two accounts. */
export interface GexfEdge {
  readonly a: string;
  readonly b: string;
  readonly trace: string;
  readonly weight: number;
}

/** The file, and what is not in it. */
export interface GexfExport {
  readonly gexf: string;
  readonly nodes: number;
  readonly edges: number;
  /** Edges with an end in no cluster or with ends in two clusters, and edges above the limit (the weakest). */
  readonly outsideEdges: number;
  readonly edgesOverLimit: number;
}

/**
 * A string that XML 1.0 can hold and that cannot play tricks on a screen: no control characters (tabs and line
 * ends become spaces), no noncharacters, no lone surrogates (U+FFFD), no bidirectional overrides.
 */
export function xmlSafe(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[\t\n\r]/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
      .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '')
  );
}

const byText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);

/**
 * Distinct XML-safe keys: ids that become equal when cleaned get ` #2`, ` #3`, … in the order of the ids.
 * So does an id that graphology, which keeps neighbours in plain objects, would take for a prototype.
 */
function keysOf(ids: readonly string[]): Map<string, string> {
  const taken = new Set(['__proto__']);
  /** By cleaned id, the number to try next: thousands of ids may be cleaned to one. */
  const next = new Map<string, number>();
  const keys = new Map<string, string>();
  for (const id of [...new Set(ids)].sort(byText)) {
    const clean = xmlSafe(id) || '?';
    let n = next.get(clean) ?? 1;
    let key = n === 1 ? clean : `${clean} #${n}`;
    while (taken.has(key)) key = `${clean} #${++n}`;
    next.set(clean, n + 1);
    taken.add(key);
    keys.set(id, key);
  }
  return keys;
}

/**
 * Writes the clusters' graph: a node for each account (attributes cluster, verdict, membership), an edge for each
 * trace that two accounts of one cluster share (attributes trace, weight in nats). At most `maxEdges` edges, the
 * heaviest first; how many were left out stands in the file's description and in the answer. The same input
 * gives the same bytes in whatever order it comes. Written line by line: graphology's own writer takes three times as
 * long. Edges are read twice, so that only those in the file are held. O(edges · log edges).
 */
export function toGexf(args: {
  readonly nodes: readonly GexfNode[];
  readonly edges: Iterable<GexfEdge>;
  readonly maxEdges: number;
}): GexfExport {
  const keys = keysOf(args.nodes.map((node) => node.id));
  const clusterOf = new Map(args.nodes.map((node) => [node.id, node.cluster]));
  const isInside = ({ a, b }: GexfEdge) => clusterOf.has(a) && clusterOf.get(a) === clusterOf.get(b);
  const { weights, outsideEdges } = weightsInside(args.edges, isInside);
  const least = weights[Math.max(0, weights.length - args.maxEdges)] ?? 0;
  const heavy: GexfEdge[] = [];
  for (const edge of args.edges)
    if (edge.weight >= least && isInside(edge))
      heavy.push(edge.a <= edge.b ? edge : { ...edge, a: edge.b, b: edge.a });
  const kept = heavy
    .sort((x, y) => y.weight - x.weight || byText(x.a, y.a) || byText(x.b, y.b) || byText(x.trace, y.trace))
    .slice(0, args.maxEdges);
  const edgesOverLimit = weights.length - kept.length;
  const description =
    `${keys.size} accounts, ${kept.length} edges inside clusters; left out: ${edgesOverLimit} weaker edges ` +
    `above the limit of ${args.maxEdges}, ${outsideEdges} edges outside of clusters`;
  const nodes = [...new Map(args.nodes.map((node) => [node.id, node])).values()].sort((x, y) =>
    byText(x.id, y.id),
  );
  const quotedKeys = new Map(Array.from(keys, ([id, key]) => [id, quoted(key)]));
  const gexf = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf version="1.2" xmlns="http://www.gexf.net/1.2draft">',
    ` <meta><description>${escaped(description)}</description></meta>`,
    ' <graph defaultedgetype="undirected">',
    '  <attributes class="node">',
    ...NODE_ATTRIBUTES.map((name) => `   <attribute id="${name}" title="${name}" type="string"/>`),
    '  </attributes>',
    '  <attributes class="edge"><attribute id="trace" title="trace" type="string"/></attributes>',
    '  <nodes>',
    ...nodes.map((node) => {
      const key = quotedKeys.get(node.id);
      const values = NODE_ATTRIBUTES.map((name) => attribute(name, node[name])).join('');
      return `   <node id=${key} label=${key}><attvalues>${values}</attvalues></node>`;
    }),
    '  </nodes>',
    '  <edges>',
    ...kept.map(
      ({ a, b, trace, weight }, i) =>
        `   <edge id="e${i}" source=${quotedKeys.get(a)} target=${quotedKeys.get(b)} weight="${weight}">` +
        `<attvalues>${attribute('trace', trace)}</attvalues></edge>`,
    ),
    '  </edges>',
    ' </graph>',
    '</gexf>',
    '',
  ].join('\n');
  return { gexf, nodes: keys.size, edges: kept.length, outsideEdges, edgesOverLimit };
}

/** The weights of the edges inside clusters, ascending, and how many others there are. */
function weightsInside(edges: Iterable<GexfEdge>, isInside: (edge: GexfEdge) => boolean) {
  const weights: number[] = [];
  let outsideEdges = 0;
  for (const edge of edges)
    if (isInside(edge)) weights.push(edge.weight);
    else outsideEdges += 1;
  return { weights: Float64Array.from(weights).sort(), outsideEdges };
}

const NODE_ATTRIBUTES = ['cluster', 'verdict', 'membership'] as const;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => ENTITIES[mark] as string);
const quoted = (text: string): string => `"${escaped(text)}"`;
const attribute = (name: string, value: string): string =>
  `<attvalue for="${name}" value=${quoted(xmlSafe(value))}/>`;
