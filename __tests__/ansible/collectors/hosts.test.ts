import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/needs';
import { collect, folder, program } from './collect';

const test = needs('openssl', 'python3');

describe('ejabberd', () => {
  test('is down where nobody answers, and should have its nodes all the same', () => {
    expect(collect('ejabberd', 'domain.local', '2', '/etc/ssl/certs/ca-certificates.crt')).toEqual({
      status: 0,
      metrics: { ejabberd_up: '0', ejabberd_cluster_nodes_expected: '2' },
    });
  });
});

describe('floating', () => {
  test('tells which addresses the host has, and which of them are its own', () => {
    program('hostname', 'echo e1server');
    program('ip', "echo '2: eth0    inet 203.0.113.2/28'; echo '2: eth0    inet 203.0.113.10/32'");
    const label = (address: string, own: boolean) =>
      `floating_address_held{address="${address}",own="${own}"}`;
    const asked = ['e1server=203.0.113.10', 'e2server=203.0.113.1', 'e2server=203.0.113.11'];
    expect(collect('floating', ...asked)).toEqual({
      status: 0,
      metrics: {
        [label('203.0.113.10', true)]: '1',
        [label('203.0.113.1', false)]: '0',
        [label('203.0.113.11', false)]: '0',
      },
    });
  });
});

describe('host', () => {
  test('tells when certificates end and which units must run', () => {
    const certificate = join(folder, 'a.crt');
    const request = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const place = ['-keyout', join(folder, 'a.key'), '-out', certificate, '-subj', '/CN=a'];
    spawnSync('openssl', ['req', ...request, ...place, '-days', '10']);
    const { metrics } = collect('host', certificate, '--', 'ssh', 'mnt-nfs.mount', 'a@b');
    const name = `stand_certificate_not_after_timestamp_seconds{path="${certificate}"}`;
    const { [name]: end, ...units } = metrics;
    const days = (Number(end) - Date.now() / 1000) / 86400;
    expect(days).toBeCloseTo(10, 1);
    expect(units).toEqual({
      'stand_unit_expected{name="ssh.service"}': '1',
      'stand_unit_expected{name="mnt-nfs.mount"}': '1',
      'stand_unit_expected{name="a@b.service"}': '1',
    });
  });
});

describe('publish', () => {
  const published = 'a.prom';

  function publish(script: string): number | null {
    program('measure', script);
    return collect('publish', 'a', join(folder, 'measure')).status;
  }

  test('puts what a program prints in place', () => {
    expect(publish('echo a 1')).toBe(0);
    expect(readFileSync(join(folder, published), 'utf8')).toBe('a 1\n');
  });

  test('leaves nothing of a program that fails, also nothing old', () => {
    publish('echo a 1');
    expect(publish('echo a 2; exit 3')).toBe(1);
    expect(() => readFileSync(join(folder, published))).toThrow();
    expect(() => readFileSync(join(folder, `${published}.new`))).toThrow();
  });
});
