import fc from 'fast-check';
import { parse } from 'yaml';
import { renderNetworkConfig, renderUserData } from '../src';
import { cloudConfig } from './arbitraries/cloud-config';
import { networkConfig } from './arbitraries/network-config';
import { hasSchema, schemaTest } from './cloud-init-schemas';

const CLOUD_CONFIG = 'schema-cloud-config-v1.json';
const NETWORK_CONFIG = 'schema-network-config-v2.json';

const readAsCloudInit = (rendered: string) => parse(rendered, { version: '1.1' });

describe.each(['bookworm', 'trixie'])("user-data and cloud-init's own schema (%s)", (release) => {
  schemaTest(
    release,
    'cloud-config schema accepts what is rendered, and finds nothing deprecated',
    (checkOf) => {
      const check = checkOf(CLOUD_CONFIG);
      fc.assert(
        fc.property(cloudConfig, (config) => {
          expect(check(readAsCloudInit(renderUserData(config)))).toEqual([]);
        }),
      );
    },
  );

  schemaTest(release, 'cloud-config schema refuses wrong and deprecated keys', (checkOf) => {
    const check = checkOf(CLOUD_CONFIG);
    expect(check({ users: [{ name: 'a', lock_passwd: true }] })).toEqual([]);
    expect(check({ users: [{ name: 'a', 'lock-passwd': true }] })).not.toEqual([]);
    expect(check({ users: [{ name: 'a', lock: true }] })).not.toEqual([]);
    expect(check({ write_files: [{ path: '/a', permissions: 644 }] })).not.toEqual([]);
  });
});

describe("locale: false and cloud-init's own schema", () => {
  const document = readAsCloudInit(renderUserData({ locale: false }));

  schemaTest('bookworm', 'cloud-config schema wants locale to be a string', (checkOf) => {
    expect(checkOf(CLOUD_CONFIG)(document)).toEqual([
      expect.objectContaining({ instancePath: '/locale' }),
    ]);
  });

  schemaTest('trixie', 'cloud-config schema accepts locale: false', (checkOf) => {
    expect(checkOf(CLOUD_CONFIG)(document)).toEqual([]);
  });
});

describe("network-config and cloud-init's own schema", () => {
  schemaTest('trixie', 'network-config schema accepts what is rendered', (checkOf) => {
    const check = checkOf(NETWORK_CONFIG);
    fc.assert(
      fc.property(networkConfig, (config) => {
        expect(check(readAsCloudInit(renderNetworkConfig(config)))).toEqual([]);
      }),
    );
  });

  schemaTest('trixie', 'network-config schema refuses wrong keys', (checkOf) => {
    const check = checkOf(NETWORK_CONFIG);
    expect(check({ version: 2, ethernet: {} })).not.toEqual([]);
    expect(check({ version: 2, ethernets: { a: { routes: [{ via: '::1' }] } } })).not.toEqual([]);
  });

  schemaTest('bookworm', 'network-config schema does not exist: only trixie has one', () => {
    expect(hasSchema('bookworm', NETWORK_CONFIG)).toBe(false);
  });
});
