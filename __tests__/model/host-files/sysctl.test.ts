import { buildStand } from '../../../model/build-stand';
import { sysctlFile } from '../../../model/host-files/sysctl';
import { exposed, hostOf, shipped, vary } from '../../fixtures';

const fileOf = (name: string, config = shipped) => {
  const stand = buildStand(config);
  return sysctlFile(stand, hostOf(stand, name));
};

test('packets start with the stand’s time to live, 66 as shipped', () => {
  expect(fileOf('e1server')).toContain('net.ipv4.ip_default_ttl = 66\n');
  expect(fileOf('e1server', vary({ ttl: 128 }))).toContain('net.ipv4.ip_default_ttl = 128\n');
});

test('the gateway forwards and no other host does', () => {
  for (const { name } of buildStand(shipped).hosts) {
    const value = name === 'gw1server' ? 1 : 0;
    expect(fileOf(name)).toContain(`net.ipv4.ip_forward = ${value}\n`);
  }
});

test('on a public host nobody passes for a sender who is elsewhere', () => {
  const strict = 'net.ipv4.conf.all.rp_filter = 1\n';
  for (const { name, publicAddress } of buildStand(exposed).hosts)
    expect(fileOf(name, exposed).includes(strict)).toBe(publicAddress !== undefined);
  expect(fileOf('e1server')).not.toContain('rp_filter');
});
