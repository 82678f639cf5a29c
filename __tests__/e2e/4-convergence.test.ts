import { databaseHosts, ejabberdHosts, type HostName, hostNames } from './support/hosts';
import { readRecaps, removeLogs } from './support/logs';
import { succeed, up } from './support/stand';

/** On which hosts each playbook works. */
const playbooks: Record<string, readonly (HostName | 'localhost')[]> = {
  secrets: ['localhost'],
  base: hostNames,
  etcd: [...databaseHosts, 'bk1server'],
  postgresql: databaseHosts,
  haproxy: ejabberdHosts,
  ejabberd: ejabberdHosts,
};

/** What a playbook says that finds everything as it should be. */
function nothingChanged(services: readonly string[]) {
  const nothing = { changed: 0, unreachable: 0, failed: 0 };
  const recap = (service: string) =>
    Object.fromEntries(
      (playbooks[service] ?? []).map((host) => [host, expect.objectContaining(nothing)]),
    );
  return Object.fromEntries(services.map((service) => [service, recap(service)]));
}

describe('every playbook', () => {
  beforeEach(removeLogs);

  it('changes nothing on any host when it is run again', async () => {
    await up('--converge');
    expect(readRecaps()).toEqual(nothingChanged(Object.keys(playbooks)));
  });

  it('can be asked what it would change, and finds nothing', async () => {
    await succeed(['diff', '--hosts']);
    const services = Object.keys(playbooks).filter((service) => service !== 'secrets');
    expect(readRecaps()).toMatchObject(nothingChanged(services));
  });
});
