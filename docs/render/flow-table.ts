import type { Stand } from '../../model/stand';
import { table } from './table';

/** Every flow of the stand as a table: what the firewalls allow, and why. */
export function flowTable(stand: Stand): string {
  const rows = stand.flows.map(({ from, to, protocol, ports = [], why }) => [
    from.join(', '),
    from.includes('world') ? `${to}; the world only at public addresses` : to,
    protocol,
    ports.join(', '),
    why,
  ]);
  return [
    '# Flows',
    '',
    'Generated from the model by `npm run docs`. What no row allows is dropped, but for loopback,',
    'answers to what a host asked itself, and the management host, which may do everything.',
    '',
    ...table(['from', 'to', 'protocol', 'ports', 'why'], rows),
    '',
  ].join('\n');
}
