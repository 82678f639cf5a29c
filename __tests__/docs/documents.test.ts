import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { probesOf } from '../../checks';
import { diagram } from '../../docs/render/diagram';
import { documents } from '../../docs/render/files';
import { flowTable } from '../../docs/render/flow-table';
import { buildStand } from '../../model/build-stand';
import { answering } from '../checks/answers';
import { dual, exposed, shipped, twoGateways } from '../fixtures';

const root = resolve(__dirname, '..', '..');
const stand = buildStand(shipped);
const texts = documents(shipped, twoGateways);

test.each(Object.entries(texts))('%s is what the model says', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

test.each([
  ['the shipped stand', shipped],
  ['a public network', exposed],
  ['addresses that stay', twoGateways],
  ['IPv6', dual],
])('the picture shows every host, network and address, none upon another: %s', (_, config) => {
  const described = buildStand(config);
  const picture = diagram(described);
  for (const { name } of [...described.hosts, ...described.networks]) {
    expect(picture).toContain(`>${name}<`);
  }
  for (const { address } of described.hosts.flatMap(({ interfaces }) => interfaces)) {
    expect(picture).toContain(`>${address}<`);
  }
  for (const { publicIpv6 } of described.hosts)
    if (publicIpv6) expect(picture).toContain(`>${publicIpv6}<`);
  for (const { address } of described.hosts.flatMap(({ floating }) => floating)) {
    expect(picture).toContain(`>${address}, floating<`);
  }
  const places = [...picture.matchAll(/<text .*(x="\d+" y="\d+")/g)].map(([, place]) => place);
  expect(new Set(places).size).toBe(places.length);
});

test('a public network is drawn above all others, and its flows are told in words', () => {
  const described = buildStand(exposed);
  const names = [...diagram(described).matchAll(/class="name" x="20" .*>(.*)</g)];
  expect(names.map(([, name]) => name)).toEqual(['public', 'management', 'dmz', 'internal']);
  expect(flowTable(described)).toContain(
    '| world | ejserver; the world only at public addresses | tcp | 5222, 5223, 5269, 5270, 7777 |',
  );
});

test('the table of flows has a row for each flow', () => {
  const rows = texts['docs/reference/flows.md']?.split('\n').filter((line) => /^\| /.test(line));
  expect(rows).toHaveLength(stand.flows.length + 2);
});

test('the table of probes counts every probe', () => {
  const rows = texts['docs/reference/probes.md']?.matchAll(/^\| \S+ \| .* \| (\d+) \|/gm);
  const counted = [...(rows ?? [])].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(counted).toBe(probesOf(stand, answering({}).tools).length);
});
