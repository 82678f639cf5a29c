import { readStatus } from '../../../checks/host-status';
import { buildStand } from '../../../model/build-stand';
import type { Service, Stand } from '../../../model/stand';
import { hostOf, otherDomain, shipped, vary } from '../../fixtures';
import { renderStand } from '../../stacks/synthesise';

const lacking = { grafana: 'no package' };
const nameOf = ({ name }: Service) => name;

function service(stand: Stand, wanted: string): Service {
  const found = stand.services.find(({ name }) => name === wanted);
  if (!found) throw new Error(`no service ${wanted}`);
  return found;
}

test('Grafana is reached by a name in the stand’s domain, which its host’s certificate carries', () => {
  const stand = buildStand(otherDomain);
  const { grafana_domain } = service(stand, 'grafana').variables(stand);
  expect(grafana_domain).toBe('grafana.chat.example.org');
  const names = (host: string) =>
    service(stand, 'base').hostVariables?.(stand, hostOf(stand, host)).base_certificate_dns_names;
  expect(names('mon1server')).toContain('grafana.chat.example.org');
  expect(names('bk1server')).not.toContain('grafana.chat.example.org');
});

test('only the management host reaches it', () => {
  const flows = buildStand(shipped).flows.filter(({ ports = [] }) => ports.includes(3000));
  expect(flows).toEqual([]);
});

test('another package is another reading, wherever the cache lies', () => {
  const packageOf = (config = shipped) => renderStand(config).readings.grafana?.grafana_package;
  const named = vary({ grafana: { package: 'grafana.deb', sha256: '0'.repeat(64) } });
  expect(packageOf(named)).not.toBe(packageOf());
  const stand = buildStand(named);
  expect(service(stand, 'grafana').variables(stand).grafana_package).toBe(
    `{{ lookup('ansible.builtin.env', 'STAND_CACHE') }}/grafana/grafana_${'0'.repeat(64)}.deb`,
  );
});

describe('without its package', () => {
  const stand = buildStand(shipped, lacking);

  test('the stand is all the rest, and knows what it lacks', () => {
    const all = buildStand(shipped).services.map(nameOf);
    expect(stand.services.map(nameOf)).toEqual(all.filter((name) => name !== 'grafana'));
    expect(stand.absent).toEqual([
      { service: expect.objectContaining({ name: 'grafana' }), why: 'no package' },
    ]);
    expect(buildStand(shipped).absent).toEqual([]);
  });

  test('no secret is made for it', () => {
    const secrets = stand.services.flatMap((one) => one.secrets(stand)).map(({ name }) => name);
    expect(secrets.filter((name) => name.startsWith('grafana'))).toEqual([]);
  });

  test('`status` says so of its host, and calls no unit missing', async () => {
    const hosts = await readStatus(stand, async () => ({ code: 255, lines: [] }));
    const notes = hosts.map(({ name, notes }) => [
      name,
      notes.filter((note) => /grafana/.test(note)),
    ]);
    expect(Object.fromEntries(notes)).toMatchObject({
      bk1server: [],
      mon1server: ['grafana is not deployed: no package'],
    });
  });
});
