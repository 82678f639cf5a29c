import type { Carried } from './generator';

/** What one server carried. */
export interface Load {
  readonly server: string;
  readonly logins: Carried;
  /** As many messages as it takes. */
  readonly most: Carried;
  /** Seconds of a processor meanwhile, by `host unit`. */
  readonly processor: ReadonlyMap<string, number>;
  /** At half of that rate. */
  readonly half: Carried;
  /** Bytes that a thousand sessions take. */
  readonly memory: number;
}

/** How it was loaded. */
export interface Way {
  readonly pairs: number;
  /** Messages that each pair has under way. */
  readonly outstanding: number;
  readonly sessions: number;
}

/** What servers carried, as a page; the last one is the bare ejabberd. */
export function loadDocument(loads: readonly Load[], way: Way): string {
  const rate = ({ count, seconds }: Carried) => count / seconds;
  const bare = loads.at(-1) as Load;
  const rows = loads.map(({ server, logins, most, half, memory }) => [
    server,
    Math.round(rate(logins)),
    Math.round(rate(most)),
    (rate(most) / rate(bare.most)).toFixed(2),
    milliseconds(half.median),
    milliseconds(half.worst),
    `${Math.round(memory / 2 ** 20)} MiB`,
  ]);
  const parts = loads.flatMap(({ server, most, processor }) => [
    ...[...processor].map(([name, seconds]) => [server, name, milliseconds(seconds / most.count)]),
    [server, 'the generator', milliseconds(most.processor / most.count)],
  ]);
  return `# Load

Written by \`npm run bench -- load\`, which deploys the shipped stand in the lab on this machine and loads it
from there: ${way.pairs} pairs of people by direct TLS, each with ${way.outstanding} messages under way, all archived for both.
The bare ejabberd is the same version on a host of the same memory, with Mnesia instead of PostgreSQL and without
the stand's own modules. All hosts and the generator share the machine's processors. What is acknowledged is on
two hosts' disks in the stand, and on none yet there.

| server | log-ins a second | messages a second | of the bare one | delay at half of that, median | 99th percentile | memory per 1,000 sessions |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

## What a message costs

Time of a processor for each message, at the highest rate:

| server | where | a message |
| --- | --- | --- |
${parts.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(2)} ms`;
}
