import { ejabberdHosts } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';

/** Nodes of the cluster as one of them sees it, in order of their names. */
export async function clusterSeenFrom(host: (typeof ejabberdHosts)[number]): Promise<string[]> {
  const output = await ssh(host, 'sudo ejabberdctl list_cluster');
  return output.replaceAll("'", '').trim().split(/\s+/).sort();
}

export function describeCluster(): void {
  describe('the ejabberd cluster', () => {
    it.each(ejabberdHosts)('has both nodes, seen from %s', async (host) => {
      expect(await clusterSeenFrom(host)).toEqual(['ejabberd@e1server', 'ejabberd@e2server']);
    });
  });
}
