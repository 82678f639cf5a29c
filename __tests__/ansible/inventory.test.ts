import { parse } from 'yaml';
import { inventory } from '../../ansible/inventory';
import { buildStand } from '../../model/build-stand';
import { shipped, threeNodes, vary } from '../fixtures';

const read = (config = shipped) => parse(inventory(buildStand(config))).all;

test('every host is reached at its management address, by the account that cloud-init makes', () => {
  expect(read().hosts).toMatchObject({
    e1server: { ansible_host: '192.168.121.10', ansible_user: 'stand' },
    mon1server: { ansible_host: '192.168.121.16', ansible_user: 'stand' },
  });
  expect(Object.keys(read().hosts)).toEqual(Object.keys(shipped.hosts));
});

test('groups list their hosts, or the groups they are made of', () => {
  const { children } = read();
  expect(children.ejserver).toEqual({ hosts: { e1server: {}, e2server: {} } });
  expect(children.baculas).toEqual({ children: { ejserver: {}, psqlserver: {}, monserver: {} } });
  expect(children['baculas-script']).toEqual({ hosts: { psql2server: {}, mon1server: {} } });
  expect(Object.keys(children.prometheuses.children)).toEqual([
    'ejserver',
    'psqlserver',
    'gwserver',
    'bkserver',
  ]);
});

test('a third ejabberd node is a third line of its group', () => {
  const { ejserver } = read(threeNodes).children;
  expect(Object.keys(ejserver.hosts)).toEqual(['e1server', 'e2server', 'e3server']);
});

test('emulated hosts may be slow to answer', () => {
  expect(read(vary({ hypervisor: 'qemu' })).vars).toEqual({ ansible_ssh_timeout: 300 });
  expect(read()).not.toHaveProperty('vars');
});
