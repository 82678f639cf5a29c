import { projectPaths } from '../../controller/paths';
import { shipped, threeNodes, varyHost } from '../fixtures';
import { resourceOf, synthesise } from './synthesise';

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

test('more memory replaces that host, and no other', () => {
  const larger = synthesise(varyHost('e1server', { size: { memoryMiB: 2048 } })).terraform;
  const replaced = Object.keys(shipped.hosts).filter(
    (name) =>
      resourceOf(larger, `hosts_${name}`).triggers.shape !==
      resourceOf(terraform, `hosts_${name}`).triggers.shape,
  );
  expect(replaced).toEqual(['e1server']);
});
