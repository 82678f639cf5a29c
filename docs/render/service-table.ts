import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PortRange } from '../../model/description/flow';
import { unitsOf } from '../../model/services/service';
import type { Service, Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import { table } from './table';

/** Every service of the stand as a table: where it lives, what it runs, what it opens. */
export function serviceTable(stand: Stand): string {
  return [
    '# Services',
    '',
    'Generated from the model by `npm run docs`, for the stand of `examples/two-gateways.config.ts` with',
    'certificates by ACME, which has them all; the shipped stand has no use for `acme`, `domain_certificate` and',
    '`keepalived`. Each is one Ansible playbook and one role of the same name, whose variables are in',
    '`ansible/roles/NAME/README.md`; its log is `./stand logs NAME`. Ports are those that its own flows open.',
    '',
    ...table(
      ['service', 'hosts', 'systemd units', 'opens', 'stands on'],
      stand.services.map((service) => serviceRow(stand, service)),
    ),
    '',
  ].join('\n');
}

function serviceRow(stand: Stand, service: Service): string[] {
  const hosts = hostsOf(stand, service.group).map(({ name }) => name);
  return [
    linked(service.name),
    hosts.length === stand.hosts.length ? 'all' : hosts.join(', '),
    unitsOf(service, stand).join(', '),
    openedBy(stand, service).join('; '),
    service.after.filter((name) => stand.services.some((one) => one.name === name)).join(', '),
  ];
}

/** Ports by the hosts and the protocol that they are opened on. */
function openedBy(stand: Stand, service: Service): string[] {
  const opened = new Map<string, Set<PortRange>>();
  for (const { to, protocol, ports = [] } of service.flows(stand)) {
    if (ports.length === 0) continue;
    const place = `${to} ${protocol}`;
    opened.set(place, new Set([...(opened.get(place) ?? []), ...ports]));
  }
  return [...opened].map(([place, ports]) => `${place} ${[...ports].join(', ')}`);
}

/** The service's name, which leads to how to look into it. */
function linked(name: string): string {
  const page = join('..', 'services', `${name}.md`);
  return existsSync(resolve(__dirname, '..', 'reference', page)) ? `[${name}](${page})` : name;
}
