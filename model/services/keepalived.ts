import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { type Tenancy, tenancies, tenanciesOf, virtualRouterId } from '../topology/floating';
import type { Host } from '../topology/hosts';
import { addressIn } from '../traffic/paths';

/** Who has an address: of those that are well, the one with the highest. */
function priorityOf(host: Host, { owner, standIns }: Tenancy): number {
  return host === owner ? 200 : Math.max(1, 100 - standIns.indexOf(host));
}

/** Addresses that stay: another host takes them over when theirs is gone. */
export const keepalived: Service = {
  name: 'keepalived',
  group: 'floating',
  after: ['base'],
  units: ['keepalived'],
  collectors: (stand) => [
    {
      name: 'floating',
      arguments: tenancies(stand).map(({ owner, address }) => `${owner.name}=${address}`),
    },
  ],
  flows: () => [
    { from: ['gwserver'], to: 'gwserver', protocol: 'vrrp', why: 'virtual router redundancy' },
  ],
  secrets: () => [],
  variables: (): Variables => ({}),
  hostVariables: (stand, host): Variables => ({
    keepalived_addresses: tenanciesOf(stand, host).map((tenancy) => instance(tenancy, host)),
  }),
  emulated: {
    keepalived_advert_interval: 5000,
    keepalived_check_interval: 15,
    keepalived_check_timeout: 15,
    keepalived_return_delay: 120,
    keepalived_leave_timeout: 300,
  },
};

/** What a host knows of an address that it may have. */
function instance(tenancy: Tenancy, host: Host) {
  const { address, network, owner, standIns } = tenancy;
  const isGateway = owner.roles.includes('gateway');
  return {
    name: `${owner.name}-${network.name}`,
    id: virtualRouterId(address),
    address,
    source: addressIn(host, network),
    peers: [owner, ...standIns].filter((one) => one !== host).map((one) => addressIn(one, network)),
    priority: priorityOf(host, tenancy),
    returns: host === owner,
    checked: !isGateway,
    // What a gateway forwards, it must get the answers to.
    together: isGateway ? owner.name : '',
  };
}
