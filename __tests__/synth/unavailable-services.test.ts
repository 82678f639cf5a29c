import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPaths } from '../../controller/paths';
import { unavailableServices } from '../../synth/unavailable-services';
import { shipped, vary } from '../fixtures';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'stand-test-'));
  mkdirSync(join(cache, 'grafana'));
});
afterEach(() => rmSync(cache, { recursive: true }));

const lacking = (config = shipped) =>
  Object.keys(unavailableServices(config, { ...projectPaths(), cache }));

test('without its package in the cache Grafana is unavailable', () => {
  expect(lacking()).toEqual(['grafana']);
  writeFileSync(join(cache, 'grafana', 'grafana_11.4.0.deb.part'), 'half');
  expect(lacking()).toEqual(['grafana']);
});

test('with it nothing is, unless the description names another', () => {
  writeFileSync(join(cache, 'grafana', 'grafana_11.4.0.deb'), 'whole');
  expect(lacking()).toEqual([]);
  expect(lacking(vary({ grafana: { package: 'x.deb', sha256: '0'.repeat(64) } }))).toEqual([
    'grafana',
  ]);
});
