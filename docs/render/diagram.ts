import type { Stand } from '../../model/stand';
import type { Host, Interface } from '../../model/topology/hosts';
import { formatCidr } from '../../model/topology/ipv4';
import type { Network } from '../../model/topology/networks';

const column = 150;
const margin = 20;
/** Where the networks' names stand. */
const gutter = 150;
/** Between two lines down from one host: as wide as an address. */
const wireSpace = 78;
const boxWidth = 136;
/** Of a host without floating addresses and IPv6, each of which is a line more. */
const leastHeight = 62;
const lineHeight = 16;
const bandHeight = 26;
/** From one band to the next. */
const bandSpace = 56;

/** The stand as a picture: networks as bands, hosts between them, a line for each attachment. */
export function diagram(stand: Stand): string {
  const width = 2 * margin + gutter + stand.hosts.length * column;
  const ofKind = (wanted: Network['kind']) => stand.networks.filter(({ kind }) => kind === wanted);
  const [above, below] = [[...ofKind('public'), stand.management], ofKind('isolated')];
  const bands = [...above, ...below];
  const most = Math.max(...stand.hosts.map((host) => moreOf(host).length));
  const boxHeight = leastHeight + most * lineHeight;
  const hostTop = margin + (above.length - 1) * bandSpace + bandHeight + 22;
  const firstBelow = hostTop + boxHeight + 30;
  const top = (network: Network) =>
    above.includes(network)
      ? margin + above.indexOf(network) * bandSpace
      : firstBelow + below.indexOf(network) * bandSpace;
  const height = firstBelow + below.length * bandSpace + margin;
  const hosts = stand.hosts.map((host, index) =>
    drawHost(host, margin + gutter + index * column, [hostTop, boxHeight], top),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `  <title>The stand ${stand.name}</title>`,
    '  <style>',
    '    .page{fill:#fff} .band{fill:#dfe7f3} .host{fill:#fff;stroke:#39557f} .name{font-weight:bold}',
    '    .wire{stroke:#39557f} .dot{fill:#39557f} .small{font-size:10;fill:#333}',
    '  </style>',
    `  <rect class="page" width="${width}" height="${height}"/>`,
    ...bands.map((network) => drawBand(network, top(network), width)),
    ...hosts,
    '</svg>',
    '',
  ].join('\n');
}

function drawBand(
  { name, cidr, kind, ipv6, published }: Network,
  y: number,
  width: number,
): string {
  const at = published ? ` at ${published}` : '';
  return [
    `  <rect class="band" x="${margin / 2}" y="${y}" width="${width - margin}" height="${bandHeight}" rx="4"/>`,
    `  <text class="name" x="${margin}" y="${y + 17}">${name}</text>`,
    `  <text class="small" x="${margin}" y="${y + bandHeight + 14}">${[formatCidr(cidr), ipv6?.cidr ?? [], `${kind}${at}`].flat().join(', ')}</text>`,
  ].join('\n');
}

function drawHost(
  host: Host,
  x: number,
  [y, boxHeight]: readonly [number, number],
  top: (network: Network) => number,
): string {
  const up = host.interfaces.filter(({ network }) => network.kind !== 'isolated');
  const down = host.interfaces.filter(({ network }) => network.kind === 'isolated');
  const wires = [up, down].flatMap((attachments) =>
    attachments.map((attached, index) =>
      drawWire(attached, x + 20 + index * wireSpace, [y, boxHeight], top),
    ),
  );
  return [
    ...wires,
    `  <rect class="host" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="4"/>`,
    `  <text class="name" x="${x + 8}" y="${y + 17}">${host.name}</text>`,
    `  <text class="small" x="${x + 8}" y="${y + 33}">${host.roles.join(', ')}</text>`,
    `  <text class="small" x="${x + 8}" y="${y + 49}">${host.memoryMiB} MiB, ${host.vcpus} vCPU</text>`,
    ...moreOf(host).map(
      (text, index) =>
        `  <text class="small" x="${x + 8}" y="${y + 49 + (index + 1) * lineHeight}">${text}</text>`,
    ),
  ].join('\n');
}

/** Addresses that no line has room for. */
function moreOf({ floating, publicIpv6 }: Host): string[] {
  return [
    ...floating.map(({ address }) => `${address}, floating`),
    ...(publicIpv6 ? [publicIpv6] : []),
  ];
}

function drawWire(
  { network, address }: Interface,
  x: number,
  [hostTop, boxHeight]: readonly [number, number],
  top: (network: Network) => number,
): string {
  const end = top(network) + bandHeight / 2;
  const start = end < hostTop ? hostTop : hostTop + boxHeight;
  const label = end < hostTop ? end + bandHeight / 2 + 13 : end - bandHeight / 2 - 4;
  return [
    `  <line class="wire" x1="${x}" y1="${start}" x2="${x}" y2="${end}"/>`,
    `  <circle class="dot" cx="${x}" cy="${end}" r="3"/>`,
    `  <text class="small" x="${x + 5}" y="${label}">${address}</text>`,
  ].join('\n');
}
