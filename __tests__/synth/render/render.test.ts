import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parse } from 'yaml';
import { projectPaths } from '../../../controller/paths';
import type { StandConfig } from '../../../model/description/config';
import { shipped, threeNodes, vary, varyHost } from '../../fixtures';
import { renderStand } from '../../stacks/synthesise';

const before = renderStand(shipped);

/** Names under which two records differ. */
function changed(
  one: Readonly<Record<string, unknown>> = {},
  other: Readonly<Record<string, unknown>> = {},
) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isDeepStrictEqual(one[name], other[name])).sort();
}

const effectOf = (config: StandConfig, change?: object) => {
  const after = renderStand(config, undefined, change);
  return {
    playbooks: changed(before.readings, after.readings),
    shapes: changed(before.shapes, after.shapes),
  };
};

test('the same description renders to the same texts', () => {
  expect(renderStand(shipped)).toEqual(before);
});

test('whatever the stand, rendering twice gives the same', () => {
  const config = fc
    .record({
      ttl: fc.integer({ min: 1, max: 255 }),
      release: fc.constantFrom('trixie', 'bookworm'),
      domain: fc.domain().filter((text) => /^[a-z.-]+$/.test(text) && text.length < 100),
      name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
    })
    .map((change) => vary(change));
  fc.assert(
    fc.property(config, (config) => {
      expect(renderStand(config)).toEqual(renderStand(structuredClone(config)));
    }),
    { numRuns: 5 },
  );
});

test('each host has a seed of cloud-init and a definition, each service a playbook', () => {
  const { hosts, ansible } = projectPaths();
  const files = Object.keys(before.files);
  for (const name of Object.keys(shipped.hosts)) {
    for (const part of ['domain.xml', 'meta-data', 'network-config', 'user-data']) {
      expect(files).toContain(join(hosts, name, part));
    }
    expect(files).toContain(join(ansible, 'host_vars', `${name}.yml`));
  }
  for (const name of ['secrets', 'base', 'etcd', 'postgresql', 'haproxy', 'ejabberd']) {
    expect(files).toContain(join(ansible, 'playbooks', `${name}.yml`));
  }
  expect(files).toContain(join(ansible, 'inventory.yml'));
});

test('every generated file that another stand may lack lies in one of the generator’s folders', () => {
  const { hosts, ansible, sshConfig } = projectPaths();
  for (const path of Object.keys(before.files).filter((file) => file !== sshConfig)) {
    expect(path.startsWith(`${hosts}/`) || path.startsWith(`${ansible}/`)).toBe(true);
  }
});

test('cloud-init knows an instance by the name of its container', () => {
  const { hosts, identity } = projectPaths();
  expect(parse(before.files[join(hosts, 'e1server', 'meta-data')] ?? '')).toEqual({
    'instance-id': `stand-${identity}-e1server`,
    'local-hostname': 'e1server',
  });
});

describe('what a change touches:', () => {
  const flows = [{ from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [80], why: 'web' }];

  test('a flow changes the base service and replaces no host', () => {
    expect(effectOf(vary({ flows }))).toEqual({ playbooks: ['base'], shapes: [] });
  });

  test('a time to live changes the base service and replaces no host', () => {
    expect(effectOf(vary({ ttl: 99 }))).toEqual({ playbooks: ['base'], shapes: [] });
  });

  test('one setting of ejabberd changes ejabberd alone', () => {
    const accounts = { admins: ['admin', 'max'], users: [] };
    expect(effectOf(vary({ accounts }))).toEqual({ playbooks: ['ejabberd'], shapes: [] });
  });

  test("a setting reaches its service's role, overrides other values, and changes only that service", () => {
    const settings = {
      ejabberd: { ejabberd_upload_max_size: 52_428_800, ejabberd_sql_pool_size: 7 },
    };
    expect(effectOf(vary({ settings }))).toEqual({ playbooks: ['ejabberd'], shapes: [] });
    for (const hypervisor of ['lxc', 'qemu']) {
      const { files } = renderStand(vary({ settings, hypervisor }));
      const file = join(projectPaths().ansible, 'group_vars', 'ejserver', 'ejabberd.yml');
      expect(parse(files[file] as string)).toMatchObject(settings.ejabberd);
    }
  });

  test('an account more changes ejabberd and its secrets', () => {
    const accounts = { admins: ['admin'], users: ['max', 'eva'] };
    const { playbooks, shapes } = effectOf(vary({ accounts }));
    expect(playbooks).toEqual(['ejabberd', 'secrets']);
    expect(shapes).toEqual([]);
  });

  test('an edited role changes its service alone', () => {
    const roles = ['secrets', 'base', 'etcd', 'postgresql', 'haproxy', 'ejabberd'];
    for (const role of roles) {
      const files = roles.map((name) => [
        name,
        { 'tasks/main.yml': name === role ? 'new' : `digest of ${name}` },
      ]);
      const change = { roleFiles: Object.fromEntries(files) };
      expect(effectOf(shipped, change)).toEqual({ playbooks: [role], shapes: [] });
    }
  });

  test('the role by which others install their packages changes their services', () => {
    const [one, other] = ['old', 'new'].map((packages) =>
      renderStand(shipped, undefined, { roleFiles: { packages: { 'tasks/main.yml': packages } } }),
    ) as [typeof before, typeof before];
    expect(changed(one.readings, other.readings)).toEqual(
      expect.arrayContaining(['etcd', 'prometheus']),
    );
  });

  test('an address replaces its host, and no other', () => {
    const addresses = { management: '192.168.121.10', dmz: '192.168.1.5' };
    const { shapes, playbooks } = effectOf(varyHost('e1server', { addresses }));
    expect(shapes).toEqual(['e1server']);
    expect(playbooks).toEqual(expect.arrayContaining(['base', 'ejabberd', 'postgresql']));
  });

  test('a third ejabberd node replaces no other host, and does not change etcd', () => {
    const { shapes, playbooks } = effectOf(threeNodes);
    expect(shapes).toEqual(['e3server']);
    expect(playbooks).not.toContain('etcd');
  });

  test.each([
    ['postgresql_ejabberd_password', ['ejabberd', 'postgresql']],
    ['ejabberd_cookie', ['ejabberd']],
    ['bacula_e1server_password', ['bacula_client', 'bacula_director']],
    ['certificates', ['base']],
    ['ca', ['base', 'etcd']],
  ])('that %s was rotated changes just who uses it', (name, playbooks) => {
    const rotations = { [name]: '2030-01-02T03:04:05Z' };
    expect(effectOf(shipped, { rotations })).toEqual({ playbooks, shapes: [] });
  });

  test('another ssh key replaces no host', () => {
    const { shapes } = effectOf(shipped, { publicKey: 'ssh-ed25519 AAAA other' });
    expect(shapes).toEqual([]);
  });
});

describe('what a playbook reads is told', () => {
  const readingsOf = (config: StandConfig, name: string) =>
    renderStand(config).readings[name] ?? {};
  const base = before.readings.base ?? {};

  test('by its name and value, where a person would read it', () => {
    const settings = { ejabberd: { ejabberd_upload_max_size: 52_428_800 } };
    expect(readingsOf(vary({ settings }), 'ejabberd')).toMatchObject({
      ejabberd_upload_max_size: '52428800',
      ejabberd_node_host: '{"e1server":"e1server","e2server":"e2server"}',
      'role ejabberd: tasks/main.yml': 'digest of ejabberd',
    });
  });

  test('by host, where it is long', () => {
    expect(base.base_iptables_rules_v4).toMatch(/^e1server [0-9a-f]{12}, e2server [0-9a-f]{12}, /);
    const flows = [{ from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [80], why: 'web' }];
    const changed = readingsOf(vary({ flows }), 'base').base_iptables_rules_v4?.split(', ');
    const differ = base.base_iptables_rules_v4
      ?.split(', ')
      .filter((text) => !changed?.includes(text));
    expect(differ).toEqual([expect.stringMatching(/^gw1server /)]);
  });

  test('by its name alone, where it is a secret', () => {
    const { ejabberd_cookie, ejabberd_accounts } = before.readings.ejabberd ?? {};
    expect(ejabberd_cookie).toMatch(/^"secret [0-9a-f]{12}"$/);
    const { readings } = renderStand(shipped, undefined, {
      rotations: { ejabberd_cookie: 'then' },
    });
    expect(readings.ejabberd).toMatchObject({ ejabberd_cookie, 'secret ejabberd_cookie': 'then' });
    expect(ejabberd_accounts).toMatch(/"name":"max","password":"secret [0-9a-f]{12}"/);
  });
});

test('readings do not depend on where the checkout and the secrets lie', () => {
  const root = mkdtempSync(join(tmpdir(), 'stand-test-'));
  try {
    const elsewhere = renderStand(
      vary({ secrets: { vaultFile: '/srv/team/vault.yml', passwordFile: '/srv/password' } }),
      projectPaths(root),
    );
    expect(elsewhere.readings).toEqual(before.readings);
    expect(Object.keys(elsewhere.files)[0]).toContain(root);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('emulated hosts keep one Python for a whole playbook; other hosts are reached as ever', () => {
  const environment = (of: typeof before) =>
    of.files[join(projectPaths().ansible, 'environment')] as string;
  expect(environment(renderStand(vary({ hypervisor: 'qemu' })))).toContain(
    "export ANSIBLE_STRATEGY='mitogen_linear'\n",
  );
  expect(environment(renderStand(vary({ hypervisor: 'kvm' })))).not.toContain('mitogen');
  expect(environment(before)).not.toContain('mitogen');
});

test('Ansible reads its settings back, wherever the checkout lies', () => {
  const parent = mkdtempSync(join(tmpdir(), "it's a, b & c "));
  const paths = projectPaths(parent);
  try {
    const file = join(parent, 'environment');
    const { files } = renderStand(shipped, paths);
    writeFileSync(file, files[join(paths.ansible, 'environment')] as string);
    const script = '. "$1"; printf "%s\\n" "$ANSIBLE_CONFIG" "$ANSIBLE_INVENTORY" "$STAND_CACHE"';
    const said = execFileSync('sh', ['-c', script, 'sh', file], { encoding: 'utf8' });
    expect(said.split('\n').slice(0, 3)).toEqual([
      join(parent, 'ansible', 'ansible.cfg'),
      'inventory.yml',
      paths.cache,
    ]);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
