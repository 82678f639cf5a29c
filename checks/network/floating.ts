import type { Stand } from '../../model/stand';
import { type Tenancy, tenancies } from '../../model/topology/floating';
import type { Finding, Probe } from '../probe';
import type { Survey } from './survey';

/** One probe for each floating address: its owner has it, and nobody besides. */
export function floatingProbes(stand: Stand, survey: Survey): Probe[] {
  return tenancies(stand).map((tenancy) => ({
    group: 'network',
    name: `floating address of ${tenancy.owner.name} in ${tenancy.network.name}`,
    expected: `${tenancy.owner.name} has ${tenancy.address}, and no other host`,
    next: `./stand ssh ${tenancy.owner.name} -- sudo journalctl -u keepalived -n 20`,
    run: () => look(survey, tenancy),
  }));
}

/** Of a host that does not answer nobody knows whether it has the address; its own probes tell of it. */
async function look(survey: Survey, { address, owner, standIns }: Tenancy): Promise<Finding> {
  const hosts = [owner, ...standIns];
  const answers = await Promise.allSettled(hosts.map((host) => survey.facts(host)));
  const silent = hosts.filter((_, index) => answers[index]?.status === 'rejected');
  const holders = hosts.filter((_, index) => {
    const answer = answers[index];
    return answer?.status === 'fulfilled' && answer.value.addresses.includes(address);
  });
  const names = holders.map(({ name }) => name);
  const saw = [
    names.length > 0
      ? `${names.join(' and ')} ${names.length > 1 ? 'have' : 'has'} it`
      : 'nobody has it',
    ...silent.map(({ name }) => `${name} does not answer`),
  ];
  return { ok: names.join() === owner.name, saw: saw.join('; ') };
}
