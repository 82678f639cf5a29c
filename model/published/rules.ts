import type { Stand } from '../stand';
import { formatCidr } from '../topology/ipv4';
import { type Forwarding, hypervisorOf, type Publication, publicationName } from './publications';

/** Which machine loads rules: in the lab all that is for elsewhere leaves by an uplink, and bears its address. */
export type Loader = 'hypervisor' | 'lab';

/**
 * A publication as a table of nftables, which its file makes anew each time it is loaded. @see nft(8)
 *
 * Where others translate addresses too, such as libvirt and Docker, these rules come first.
 * @param loader by default whatever has the network; a lab's machine loads what a hypervisor does
 */
export function publishedRules(
  stand: Stand,
  publication: Publication,
  loader: Loader = hypervisorOf(stand, publication) ? 'hypervisor' : 'lab',
): string {
  const { network, address, forwardings } = publication;
  const table = `table ip ${publicationName(stand, publication)}`;
  const own = `{ ${stand.networks.map(({ cidr }) => formatCidr(cidr)).join(', ')} }`;
  const protocols = (['tcp', 'udp'] as const).filter((name) =>
    forwardings.some(({ protocol }) => protocol === name),
  );
  const elsewhere = loader === 'lab' ? ' oifname != "uplink"' : '';
  return [
    `# Generated from stand.config.ts: what the world may use of the stand ${stand.name} at ${address}.`,
    table,
    `delete ${table}`,
    `${table} {`,
    ...protocols.flatMap((protocol) => [
      ...portMap(
        protocol,
        forwardings.filter((one) => one.protocol === protocol),
      ),
      '',
    ]),
    '  # Who sends it keeps the own address.',
    '  chain forwarded {',
    ...protocols.map((protocol) => `    dnat to ${protocol} dport map @${protocol}_ports`),
    '  }',
    '',
    '  chain prerouting {',
    '    type nat hook prerouting priority dstnat - 1; policy accept;',
    `    ip daddr ${address} jump forwarded`,
    '  }',
    '',
    '  # What this machine itself sends there.',
    '  chain output {',
    '    type nat hook output priority -101; policy accept;',
    `    ip daddr ${address} jump forwarded`,
    '  }',
    '',
    '  chain postrouting {',
    '    type nat hook postrouting priority srcnat - 1; policy accept;',
    '    # Hosts that ask for the address: otherwise the answer would go past this machine.',
    `    ip saddr ${own} ct original ip daddr ${address} snat to ${address}`,
    '    # What hosts send to the world.',
    `    ip saddr ${formatCidr(network.cidr)} ip daddr != ${own}${elsewhere} snat to ${address}`,
    '  }',
    ...(loader === 'lab' ? rest(address) : []),
    '}',
  ].join('\n');
}

function portMap(protocol: string, forwardings: readonly Forwarding[]): string[] {
  return [
    `  map ${protocol}_ports {`,
    '    type inet_service : ipv4_addr; flags interval;',
    '    elements = {',
    ...forwardings.map(({ ports, to, why }) => `      ${ports} : ${to}, # ${plain(why)}`),
    '    }',
    '  }',
  ];
}

/** In the lab the address is nobody's else: what is not forwarded is not answered, as by the hosts themselves. */
function rest(address: string): string[] {
  return [
    '',
    '  chain input {',
    '    type filter hook input priority filter; policy accept;',
    `    ip daddr ${address} iifname != "lo" meta l4proto { tcp, udp } ct state new drop`,
    '  }',
  ];
}

/** One line of ASCII, in which Terraform finds nothing to expand. */
function plain(text: string): string {
  return text.replaceAll(/[^ -~]+|[$%](?=\{)/g, ' ');
}
