import { buildStand } from '../../../model/build-stand';
import { hostsFile } from '../../../model/host-files/hosts-file';
import { shipped } from '../../fixtures';

test('the hosts file names every host at each address it serves on, and loopback', () => {
  expect(hostsFile(buildStand(shipped)).split('\n')).toEqual([
    '127.0.0.1 localhost',
    '::1 localhost ip6-localhost ip6-loopback',
    '192.168.1.2 e1server.domain.local e1server',
    '192.168.1.3 e2server.domain.local e2server',
    '192.168.1.10 psql1server.domain.local psql1server',
    '192.168.1.11 psql2server.domain.local psql2server',
    '192.168.1.1 gw1server.domain.local gw1server',
    '192.168.1.9 gw1server.domain.local gw1server',
    '192.168.1.12 bk1server.domain.local bk1server',
    '192.168.1.13 mon1server.domain.local mon1server',
    '',
  ]);
});
