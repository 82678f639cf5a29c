import type { Fault } from '../description/faults/faults';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import type { Topology } from '../topology/topology';
import { addressIn, groupByNetworks, networkPathBetween } from './paths';

/**
 * Faults of servers that some clients reach by another address than the one they serve on: their
 * daemons bind to that one only, or announce it to each other.
 * @param clients group of hosts
 * @param servers group of hosts
 */
export function addressFaults(topology: Topology, clients: string, servers: string): Fault[] {
  return groupByNetworks(hostsOf(topology, clients)).flatMap(([client]) =>
    groupByNetworks(hostsOf(topology, servers)).flatMap(([server]) =>
      placeFaults(topology, client as Host, server as Host),
    ),
  );
}

function placeFaults(topology: Topology, client: Host, server: Host): Fault[] {
  const path = networkPathBetween(topology, client, server);
  if (client === server || !path) return [];
  const reached = addressIn(server, path.to);
  if (reached === server.serviceAddress) return [];
  const serving = server.interfaces.find(({ address }) => address === server.serviceAddress);
  const what = `'${client.name}' reaches it at ${reached}, but it serves at ${server.serviceAddress}`;
  const remedy = `attach both to '${serving?.network.name}', detach '${server.name}' from '${path.to.name}', or list '${path.to.name}' first in networks`;
  return [{ where: `host '${server.name}'`, what, remedy }];
}
