import { certificateFiles } from '../../model/services/base';
import { haproxyPorts } from '../../model/services/haproxy';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { primaryOf } from './cluster';

/** Where HAProxy listens on each node of ejabberd. */
const proxy = {
  address: '127.0.0.1',
  port: haproxyPorts.sql,
  authority: certificateFiles.authority,
};

/** Whether what ejabberd writes on each of its nodes goes to the primary. */
export function proxyProbes(stand: Stand, tools: Tools): Probe[] {
  return hostsOf(stand, 'ejserver').map((node) => ({
    group: 'database',
    name: `writes from ${node.name}`,
    expected: 'HAProxy sends them to the primary',
    next: `./stand ssh ${node.name} -- sudo journalctl -u haproxy -n 20`,
    run: async () => {
      const names = (await tools.ask(node, 'sql_server.py', proxy)) as string[];
      const { name, fqdn } = await primaryOf(stand, tools);
      const server = stand.hosts.find((host) => names.includes(host.fqdn))?.name ?? names.join();
      return { ok: names.includes(fqdn), saw: `they go to ${server}; the primary is ${name}` };
    },
  }));
}
