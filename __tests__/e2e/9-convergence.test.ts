import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../../test-stand/checkout';
import { databaseHosts, ejabberdHosts, type HostName, hostNames } from '../../test-stand/hosts';
import { ssh, up } from '../../test-stand/stand';
import { whileAnotherPassword } from './behaviour/passwords';
import { HostileCaller } from './support/hostile-caller';
import { readRecaps, removeLogs } from './support/logs';

function playbookOf(service: string): string {
  return join(paths.ansible, 'playbooks', `${service}.yml`);
}

/** On which hosts each playbook works. */
const playbooks: Record<string, readonly (HostName | 'localhost')[]> = {
  secrets: ['localhost'],
  base: hostNames,
  etcd: [...databaseHosts, 'bk1server'],
  nfs_server: ['bk1server'],
  nfs_client: databaseHosts,
  postgresql: databaseHosts,
  pgbackrest: databaseHosts,
  haproxy: ejabberdHosts,
  ejabberd: ejabberdHosts,
  bacula_client: hostNames.filter((name) => name !== 'gw1server'),
  bacula_director: ['bk1server'],
  bacula_backups: ['bk1server'],
  node_exporter: hostNames,
  postgres_exporter: databaseHosts,
  prometheus: ['mon1server'],
  alertmanager: ['mon1server'],
  // Where its package can be had.
  ...(existsSync(playbookOf('grafana')) && { grafana: ['mon1server'] }),
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

  it('changes nothing on any host when it is run again, nor a password that somebody chose', async () => {
    await whileAnotherPassword('max', async () => {
      await up('--converge');
      expect(readRecaps()).toEqual(nothingChanged(Object.keys(playbooks)));
    });
  });

  it('can be asked what differs, also in a hostile environment, and finds just that', async () => {
    const file = '/etc/sysctl.d/60-stand.conf';
    await ssh('gw1server', `echo '# mine' | sudo tee --append ${file}`);
    const caller = new HostileCaller();
    await caller.begin();
    const { code, stdout, stderr } = await caller.stand('drift', '--json').finally(async () => {
      await caller.end();
      await ssh('gw1server', `sudo sed --in-place '$d' ${file}`);
    });
    expect({ code, stderr }).toEqual({ code: 4, stderr: expect.not.stringMatching(/✗/) });
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ state: [], libvirt: [] },
      hosts: [{ name: 'playbook base', saw: expect.stringMatching(/^\d tasks? on gw1server$/) }],
    });
    const others = Object.keys(playbooks).filter((name) => !['secrets', 'base'].includes(name));
    expect(readRecaps()).toMatchObject(nothingChanged(others));
  });
});
