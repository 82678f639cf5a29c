import { projectPaths } from '../../controller/paths';
import type { StandConfig } from '../../model/description/config';
import { shipped, threeNodes, varyHost } from '../fixtures';
import { definitionsOf, renderStand, resourceOf, synthesise } from './synthesise';

const paths = projectPaths();
const { terraform } = synthesise(shipped);

test.each(Object.keys(shipped.hosts))(
  '%s is one resource that is created and destroyed',
  (name) => {
    const { provisioner, triggers } = resourceOf(terraform, `hosts_${name}`);
    const [create, destroy, ...others] = provisioner.map((entry) => entry['local-exec']);
    const domain = `stand-${paths.identity}-${name}`;
    expect(triggers.domain).toBe(domain);
    expect(create?.when).toBeUndefined();
    expect(create?.command).toContain(
      `'${paths.root}/lab/container' 'create' '${paths.lab}' '/images/trixie' '${paths.hosts}/${name}' '${domain}'`,
    );
    // A host that never answers is not whole, so it is made again.
    expect(create?.command).toMatch(
      new RegExp(
        ` 'create' .* && .*/await' .* && 'echo' .* && .*/container' 'finish' '${paths.lab}' '${domain}'$`,
      ),
    );
    expect(destroy?.when).toBe('destroy');
    expect(others).toEqual([]);
  },
);

test('what destroys a host reads nothing of Terraform but the resource itself', () => {
  for (const name of Object.keys(shipped.hosts)) {
    const [, destroy] = resourceOf(terraform, `hosts_${name}`).provisioner;
    const read = [...(destroy?.['local-exec'].command ?? '').matchAll(/\$\{(.*?)\}/g)];
    expect(read.map(([, expression]) => expression)).toEqual(['self.triggers.domain']);
  }
});

test('hosts are made where the lab’s libvirt is', () => {
  for (const { provisioner } of Object.values(terraform.resource.null_resource)) {
    for (const { 'local-exec': exec } of provisioner) {
      expect(exec.interpreter).toEqual([`${paths.root}/lab/enter`, paths.lab, 'bash', '-c']);
    }
  }
});

test('a host is replaced when one of its networks is', () => {
  const networks = Object.keys(terraform.resource.libvirt_network);
  const idOf = (name: string) => {
    const id = networks.find((network) => network.startsWith(`networks_${name}_`));
    return `\${libvirt_network.${id}.id}`;
  };
  expect(resourceOf(terraform, 'hosts_gw1server').triggers.networks).toBe(
    ['management', 'dmz', 'internal'].map(idOf).join(','),
  );
  expect(resourceOf(terraform, 'hosts_e1server').triggers.networks).toBe(
    ['management', 'dmz'].map(idOf).join(','),
  );
});

test('a third node is one more resource, and no other host is replaced', () => {
  const grown = synthesise(threeNodes).terraform;
  for (const name of Object.keys(shipped.hosts)) {
    expect(resourceOf(grown, `hosts_${name}`)).toEqual(resourceOf(terraform, `hosts_${name}`));
  }
  expect(resourceOf(grown, 'hosts_e3server').triggers.domain).toMatch(/-e3server$/);
});

describe('a host’s size', () => {
  const larger = varyHost('e1server', { size: { memoryMiB: 2048, vcpus: 2 } });
  const made = { e1server: definitionOf(shipped) };

  /** The definition that e1server is made with by a description. */
  function definitionOf(config: StandConfig, change = {}): string {
    return renderStand(config, paths, change).files[`${paths.hosts}/e1server/domain.xml`] as string;
  }

  test('changes what it is now, and makes no host anew', () => {
    const changed = synthesise(larger, paths, { definitions: made }).terraform;
    for (const name of Object.keys(shipped.hosts))
      expect(resourceOf(changed, `hosts_${name}`)).toEqual(resourceOf(terraform, `hosts_${name}`));
    const { e1server } = definitionsOf(changed);
    expect(e1server).toMatchObject({ memory: '2048 MiB', vcpus: '2' });
    expect(e1server?.command).toMatch(
      / 'define' .*\/e1server' 'stand-\w+-e1server' '2048' '2' 'env' .*\/await'/,
    );
  });

  test('is part of what a new host is made with', () => {
    expect(definitionOf(larger)).toContain("<memory unit='MiB'>2048</memory>\n  <vcpu>2</vcpu>");
    expect(definitionOf(larger, { definitions: made })).toBe(made.e1server);
  });

  test('is there before its services', () => {
    const { depends_on } = resourceOf(terraform, 'services_postgresql');
    expect(depends_on?.filter((address) => /_definitions_/.test(address))).toHaveLength(1);
  });
});

test('what a host keeps is named for the script that lays it outside, and is no part of its shape', () => {
  const { files } = renderStand(shipped);
  expect(files[`${paths.hosts}/psql1server/data`]).toBe(
    'etcd /var/lib/etcd\npostgresql /var/lib/postgresql\n',
  );
  expect(files[`${paths.hosts}/gw1server/data`]).toBe('');
  expect(definitionsOf(terraform).psql1server?.data).toBe('etcd postgresql');
  expect(files[`${paths.hosts}/psql1server/shape`]).not.toContain('/var/lib/etcd');
});
