/** The page of a cluster. */
export function ClusterPage({ run, cluster }: { run: string; cluster: string }) {
  return (
    <main>
      {run} {cluster}
    </main>
  );
}
