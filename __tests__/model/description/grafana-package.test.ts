import { buildStand } from '../../../model/build-stand';
import { packageName } from '../../../model/description/grafana-package';
import { faultsOf, refuses, shipped, vary } from '../../fixtures';

const sha256 = '0123456789abcdef'.repeat(4);

refuses([
  [
    'a checksum that is none',
    vary({ grafana: { package: 'grafana.deb', sha256: 'ABC' } }),
    ...(['grafana.sha256', /'ABC'/, /sha256sum/] as const),
  ],
  [
    'a package of another format',
    vary({ grafana: { package: 'grafana.rpm', sha256 } }),
    ...(['grafana.package', /\.deb; got 'grafana\.rpm'/, /Debian/] as const),
  ],
]);

test('a package is a file or a URL', () => {
  const remote = { package: 'https://example.org/grafana.deb', sha256 };
  const local = { package: '/srv/https/grafana.deb', sha256 };
  for (const grafana of [remote, local]) expect(faultsOf(vary({ grafana }))).toEqual([]);
});

test('one that is named is known by its checksum, Grafana’s own by its release', () => {
  expect(packageName({ package: 'any.deb', sha256 })).toBe(`grafana_${sha256}.deb`);
  expect(packageName(undefined)).toBe('grafana_11.4.0.deb');
});

test('the shipped stand takes Grafana’s own', () => {
  expect(buildStand(shipped).grafana).toBeUndefined();
});
