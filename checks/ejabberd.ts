import { ejabberdPorts } from '../model/services/ejabberd';
import { trustedOnNode } from '../model/services/shown-certificate';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import type { Probe } from './probe';
import type { Tools } from './tools';

/** What the nodes of the cluster say of themselves and of each other. */
export function ejabberdProbes(stand: Stand, tools: Tools): Probe[] {
  const nodes = hostsOf(stand, 'ejserver');
  if (nodes.length === 0) return [];
  return [...nodeProbes(stand, tools), versions(stand, tools, nodes)];
}

/** What each node says, whatever its version. */
export function nodeProbes(stand: Stand, tools: Tools): Probe[] {
  const nodes = hostsOf(stand, 'ejserver');
  return nodes.flatMap((node) => [clusterView(stand, tools, node), sqlPool(stand, tools, node)]);
}

/** What a node answers to commands of its API, by the command. */
function answersOf(stand: Stand, tools: Tools, node: Host, commands: object) {
  const { domain } = stand;
  const api = { domain, port: ejabberdPorts.https, authority: trustedOnNode(stand) };
  return tools.ask(node, 'ejabberd.py', { ...api, commands });
}

/** The one question that probes of a node share. */
async function about(stand: Stand, tools: Tools, node: Host) {
  const answers = await answersOf(stand, tools, node, { list_cluster: {}, status: {} });
  const { list_cluster: cluster, status } = answers as { list_cluster: string[]; status: string };
  return { cluster, version: /ejabberd (\S+) is running/.exec(status)?.[1] ?? status };
}

function clusterView(stand: Stand, tools: Tools, node: Host): Probe {
  const wanted = hostsOf(stand, 'ejserver').map(({ name }) => `ejabberd@${name}`);
  return {
    group: 'ejabberd',
    name: `cluster as ${node.name} sees it`,
    expected: `it sees ${wanted.join(', ')}`,
    next: `./stand ssh ${node.name} sudo ejabberdctl list_cluster`,
    run: async () => {
      const { cluster } = await about(stand, tools, node);
      const ok = [...cluster].sort().join() === [...wanted].sort().join();
      return { ok, saw: `it sees ${[...cluster].sort().join(', ')}` };
    },
  };
}

function sqlPool(stand: Stand, tools: Tools, node: Host): Probe {
  return {
    group: 'ejabberd',
    name: `SQL pool of ${node.name}`,
    expected: 'every connection of the pool is open, and a query is answered',
    next: `./stand ssh ${node.name} -- sudo journalctl -u haproxy -u ejabberd -n 40`,
    run: async () => {
      const pool = await tools.ask(node, 'sql_pool.py');
      const { connections, size } = pool as { connections: number; size: number };
      // How many accounts there are is counted by the database, each time.
      const count = { stats: { name: 'registeredusers' } };
      const { stats } = (await answersOf(stand, tools, node, count)) as { stats: number };
      const saw = `${connections} of ${size} connections, ${stats} accounts`;
      return { ok: connections >= size && stats > 0, saw };
    },
  };
}

/** Nodes that do not answer have probes of their own to tell so. */
function versions(stand: Stand, tools: Tools, nodes: readonly Host[]): Probe {
  return {
    group: 'ejabberd',
    name: 'versions of ejabberd',
    expected: 'the same on all running nodes',
    next: './stand up --converge',
    run: async () => {
      const answers = await Promise.allSettled(nodes.map((node) => about(stand, tools, node)));
      const known = answers.flatMap((answer, index) =>
        answer.status === 'fulfilled' ? [[nodes[index]?.name, answer.value.version] as const] : [],
      );
      if (known.length === 0) throw new Error('no node answers');
      const saw = known.map(([name, version]) => `${name} has ${version}`).join(', ');
      return { ok: new Set(known.map(([, version]) => version)).size === 1, saw };
    },
  };
}
