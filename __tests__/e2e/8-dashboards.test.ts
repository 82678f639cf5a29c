import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards } from '../../dashboards';
import { grafanaPort } from '../../model/services/grafana';
import { editFile, root, snapshot } from '../../test-stand/checkout';
import { domain, hosts } from '../../test-stand/hosts';
import { inLab, stand, succeed, tell, up } from '../../test-stand/stand';
import { asSent, queries } from '../dashboards/queries';
import { eventually } from './support/eventually';
import { authority, vault } from './support/secrets';
import { type Answer, queryPrometheus } from './support/services/prometheus';

/** True when something would be drawn. */
function hasData(answer: Answer): boolean {
  return 'values' in answer && answer.values.some((value) => value !== 'NaN');
}

/** What Grafana's API tells its administrator. */
async function askGrafana(path: string): Promise<unknown> {
  const name = `grafana.${domain}:${grafanaPort}`;
  const answer = await inLab(
    [
      ...['curl', '--silent', '--show-error', '--fail', '--cacert', authority, '--config', '-'],
      ...['--resolve', `${name}:${hosts.mon1server.management}`, `https://${name}${path}`],
    ],
    `user = "admin:${vault().vault_grafana_admin_password}"`,
  );
  return JSON.parse(answer);
}

/** What `status` says of the monitoring host. */
async function monitoringHost() {
  const { stdout } = await stand(['status', '--json']);
  const all = JSON.parse(stdout) as {
    readonly name: string;
    readonly notes: readonly string[];
    readonly units: readonly { readonly name: string }[];
  }[];
  const host = all.find(({ name }) => name === 'mon1server');
  const runs = host?.units.some(({ name }) => name === 'grafana-server');
  return { notes: host?.notes, runs };
}

describe('every query of a dashboard', () => {
  it('is answered with data by the stand’s Prometheus', async () => {
    // Rates need two samples of each series, and collectors tell only once a minute.
    await eventually(async () => {
      const answers = await queryPrometheus(queries.map(({ expression }) => asSent(expression)));
      const silent = queries.flatMap((query, index) => {
        const answer = answers[index] as Answer;
        return hasData(answer) ? [] : [{ ...query, ...answer }];
      });
      expect(silent).toEqual([]);
    }, 180);
  });
});

describe('Grafana', () => {
  it('shows its administrator every dashboard, or is said to be missing', async () => {
    const { notes, runs } = await monitoringHost();
    if (!runs) {
      tell('Grafana was not run: its package cannot be had here');
      expect(notes).toContainEqual(expect.stringMatching(/^grafana is not deployed: its package/));
      return;
    }
    const found = (await askGrafana('/api/search?type=dash-db')) as { uid: string }[];
    const wanted = Object.values(dashboards).map(({ uid }) => uid);
    expect(found.map(({ uid }) => uid).sort()).toEqual(wanted.sort());
    const health = await askGrafana('/api/datasources/uid/prometheus/health');
    expect(health).toMatchObject({ status: 'OK' });
  });

  it('of a wrong package keeps `up` from everything, and the next `up` goes on', async () => {
    const wanted = '0'.repeat(64);
    writeFileSync(join(root, 'other.deb'), 'another package');
    const setting = `grafana: { package: 'other.deb', sha256: '${wanted}' },`;
    const restore = editFile(
      'stand.config.ts',
      "name: 'messaging',",
      `name: 'messaging', ${setting}`,
    );
    const before = snapshot();
    const { code, stderr } = await stand(['up']);
    restore();
    expect(stderr).toContain("other.deb is not Grafana's package");
    expect(stderr).toMatch(
      new RegExp(`SHA-256 must be\n {2}${wanted}\ngot\n {2}[0-9a-f]{64}\nget`),
    );
    expect(code).toBe(3);
    expect(snapshot()).toEqual(before);

    const { runs } = await monitoringHost();
    const again = (await up()).stderr;
    expect(again).toContain('0 added, 0 changed, 0 removed');
    // At the start and at the end, or not at all.
    expect(again.match(/^! Grafana is not deployed: .*stand\.config\.ts/gm) ?? []).toHaveLength(
      runs ? 0 : 2,
    );
    await succeed(['diff']);
  });
});
