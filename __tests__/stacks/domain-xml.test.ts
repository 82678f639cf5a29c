import { buildStand } from '../../model/build-stand';
import { containerXml } from '../../stacks/domain-xml';
import { hostOf, onlyHosts, shipped, varyHost } from '../fixtures';

const folders = { root: '/lab/hosts/root', shared: '/lab/shared' };
const xmlOf = (name: string, config = shipped) => {
  const stand = buildStand(config);
  return containerXml(stand, hostOf(stand, name), 'abc123', folders);
};

/** Folders of this machine by the place where a host sees them. */
function mountsOf(xml: string): Record<string, string> {
  const found = xml.matchAll(/<source dir='(.*)'\/>\s*<target dir='(.*)'\/>/g);
  return Object.fromEntries([...found].map(([, source, target]) => [target, source]));
}

test('a container is named after its checkout and its host', () => {
  expect(xmlOf('e1server')).toContain('<name>stand-abc123-e1server</name>');
});

test('a container is as large as its host', () => {
  const config = varyHost('e1server', { size: { memoryMiB: 2048, vcpus: 2 } });
  expect(xmlOf('e1server')).toContain("<memory unit='MiB'>1024</memory>\n  <vcpu>1</vcpu>");
  expect(xmlOf('e1server', config)).toContain("<memory unit='MiB'>2048</memory>\n  <vcpu>2</vcpu>");
});

test('a container has an interface in each of its host’s networks, in their order', () => {
  const { interfaces } = hostOf(buildStand(shipped), 'gw1server');
  const found = [
    ...xmlOf('gw1server').matchAll(/<mac address='(.*)'\/>\s*<source network='(.*)'\/>/g),
  ];
  expect(found.map(([, mac, network]) => [mac, network])).toEqual([
    [interfaces[0]?.mac, 'messaging-management'],
    [interfaces[1]?.mac, 'messaging-dmz'],
    [interfaces[2]?.mac, 'messaging-internal'],
  ]);
});

test('a container has a network of its own and the root file system that it is given', () => {
  expect(xmlOf('e1server')).toContain('<privnet/>');
  expect(mountsOf(xmlOf('e1server'))).toEqual({ '/': folders.root });
});

test('a folder of any name is named so that libvirt reads it back', () => {
  const stand = buildStand(shipped);
  const named = { root: "/it's <a> & b/root", shared: '/lab/shared' };
  const xml = containerXml(stand, hostOf(stand, 'e1server'), 'abc123', named);
  expect(xml).toContain("<source dir='/it&apos;s &lt;a> &amp; b/root'/>");
});

test('the backup host and the PostgreSQL hosts share a folder, and no other host has it', () => {
  const seen = Object.keys(shipped.hosts).map((name) => {
    const { '/': _, ...shared } = mountsOf(xmlOf(name));
    return [name, shared];
  });
  expect(Object.fromEntries(seen)).toEqual({
    e1server: {},
    e2server: {},
    psql1server: { '/mnt/nfs': folders.shared },
    psql2server: { '/mnt/nfs': folders.shared },
    gw1server: {},
    bk1server: { '/srv/share/upload': folders.shared },
    mon1server: {},
  });
});

test('without a backup host nothing is shared', () => {
  const config = onlyHosts(['psql1server']);
  expect(mountsOf(xmlOf('psql1server', config))).toEqual({ '/': folders.root });
});
