/** Settings before they are checked: maps in maps, as YAML gives them. */

export type Tree = Record<string, unknown>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Places in lists are numbers as text. */
export function valueAt(tree: Tree, path: readonly string[]): unknown {
  let value: unknown = tree;
  for (const key of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Tree)[key]
        : undefined;
  return value;
}

/** Makes the maps on the way. What stands in the way and is no map stays, so that the schema can say so. */
export function setAt(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  if (tree[key] === undefined) tree[key] = {};
  const inner = tree[key];
  if (isTree(inner)) setAt(inner, rest, value);
}

/** Keys without a value (`kafka:` with all its lines commented out) are not given. */
export function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, withoutNulls(inner)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}
