import Ajv from 'ajv';
import { parse } from 'yaml';
import { buildStand } from '../../model/build-stand';
import { serviceFiles } from '../../synth/render/service-files';
import { onlyHosts, shipped } from '../fixtures';
import { dataSourcesSchema, providersSchema } from './provisioning-schemas';

const files = serviceFiles(buildStand(shipped)).grafana ?? {};
const read = (path: string) => parse(files[path] ?? '');
const ajv = new Ajv({ allErrors: true, strict: true });

test.each([
  ['provisioning/datasources/stand.yaml', dataSourcesSchema],
  ['provisioning/dashboards/stand.yaml', providersSchema],
])('%s is as Grafana’s manual says', (path, schema) => {
  const validate = ajv.compile(schema);
  validate(read(path));
  expect(validate.errors).toBeNull();
  expect(files[path]).toMatch(/^# Generated/);
});

test('the data source is the Prometheus that the dashboards ask, checked by the stand’s authority', () => {
  const { datasources } = read('provisioning/datasources/stand.yaml');
  expect(datasources).toEqual([
    expect.objectContaining({
      uid: 'prometheus',
      url: 'https://localhost:9090',
      jsonData: expect.objectContaining({ tlsAuthWithCACert: true }),
      secureJsonData: {
        tlsCACert: '$__file{/usr/local/share/ca-certificates/stand-ca.crt}',
      },
    }),
  ]);
});

test('every dashboard is a file that says where it comes from, in the folder that is looked through', () => {
  const { providers } = read('provisioning/dashboards/stand.yaml');
  expect(providers[0].options.path).toBe('/etc/grafana/dashboards');
  const dashboards = Object.keys(files).filter((path) => path.startsWith('dashboards/'));
  expect(dashboards).toHaveLength(5);
  for (const path of dashboards) {
    expect(path).toMatch(/^dashboards\/[a-z]+\.json$/);
    expect(JSON.parse(files[path] ?? '').description).toContain('Generated from dashboards/');
  }
});

test('a stand that could not get Grafana has its files all the same', () => {
  expect(serviceFiles(buildStand(shipped, { grafana: 'no package' })).grafana).toEqual(files);
});

test('a stand without a monitoring host has none', () => {
  expect(serviceFiles(buildStand(onlyHosts(['gw1server'])))).toEqual({});
});
