import { capture } from '../../controller/process';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import type { Context } from '../context';

/** The hosts that are already running; none where libvirt does not answer, for example because it is not installed yet. */
export async function runningHosts(
  { paths, place }: Pick<Context, 'paths' | 'place'>,
  stand: Stand,
): Promise<ReadonlySet<Host>> {
  if (!(await place.running())) return new Set();
  const domains = stand.hosts.map((host) => libvirtDomain(stand, host, paths.identity));
  const uris = [...new Set(domains.map(({ uri }) => uri))];
  const running = new Map(
    await Promise.all(
      uris.map(async (uri) => {
        const [program, ...args] = place.inside(['virsh', '--connect', uri, 'list', '--name']);
        // Rejects where there is no virsh.
        const { lines } = await capture(program, args).catch(() => ({ lines: [] as string[] }));
        return [uri, lines] as const;
      }),
    ),
  );
  return new Set(
    stand.hosts.filter((_, index) => {
      const domain = domains[index];
      return domain && running.get(domain.uri)?.includes(domain.name);
    }),
  );
}
