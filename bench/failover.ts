import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { readRole } from '../ansible/role';
import type { FailoverResult } from '../drills/failover';
import { type LossName, lossNames } from '../drills/losses';
import { median } from './timing';

const root = resolve(__dirname, '..');
/**
 * Loses the primary of this checkout's running stand in every way, so many times each.
 * @returns the document with what that cost those who use it
 */
export function measureFailover(rounds: number): string {
  const results = Array.from({ length: rounds }, (_, round) =>
    lossNames.map((name) => {
      const result = drill(name);
      process.stderr.write(`  ${round + 1}/${rounds} ${result.what}: ${result.outage} s\n`);
      return result;
    }),
  ).flat();
  return failoverDocument(results, readRole('postgresql').defaults);
}

/** One loss. @throws Error with what the drill said when it could not be carried out */
function drill(name: LossName): FailoverResult {
  const args = ['drill', 'failover', '--loss', name, '--json'];
  const { stdout, stderr } = spawnSync(join(root, 'stand'), args, { encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`the drill '${name}' failed:\n${stderr}`);
  return (JSON.parse(stdout) as { losses: [FailoverResult] }).losses[0];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * What the drills saw, as a page.
 * @param defaults the role's, some of which decide how long a failover takes
 */
export function failoverDocument(
  results: readonly FailoverResult[],
  defaults: Readonly<Record<string, unknown>>,
): string {
  const rows = lossNames.flatMap((name) => {
    const runs = results.filter(({ loss }) => loss === name);
    if (runs.length === 0) return [];
    const outages = runs.map(({ outage }) => outage);
    const cells = [
      runs[0]?.what,
      runs.length,
      median(outages).toFixed(1),
      Math.max(...outages).toFixed(1),
      runs[0]?.outageLimit,
      Math.max(...runs.map(({ rejoin }) => rejoin)).toFixed(1),
    ];
    return [`| ${cells.join(' | ')} |`];
  });
  const writes = results.flatMap((result) => result.writes);
  const messages = results.map((result) => result.messages);
  const lost = sum(writes.map((write) => write.lost.length));
  const missing = sum(messages.map((one) => one.notReceived.length));
  const unarchived = sum(messages.map((one) => one.notArchived.length));
  const setting = (name: string) => `\`${name}: ${defaults[`postgresql_${name}`]}\``;
  return `# Failover

Written by \`npm run bench -- failover\`, which runs \`./stand drill failover\` on the stand of the checkout,
here in the lab: writers on every ejabberd node, each through its HAProxy, twenty rows a second; and an XMPP
client on the first node that sends ten numbered messages a second to one on the last. Times are in seconds.

| what happens to the primary | runs | outage, median | outage, worst | at most | old primary back, worst |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

The outage is the longest time between two acknowledged writes, as the worst of the writers saw it.

| | acknowledged | lost |
| --- | --- | --- |
| writes | ${sum(writes.map((write) => write.acknowledged))} | ${lost} |
| messages, to the receiver | ${sum(messages.map((one) => one.acknowledged))} | ${missing} |
| messages, to the archive | ${sum(messages.map((one) => one.acknowledged))} | ${unarchived} |
| clients' connections | | ${sum(messages.map((one) => one.disconnected))} |

## Where the time goes

- **A switchover** waits for a checkpoint, the old primary's stop, the new one's promotion and HAProxy's next look.
- **A crash** is seen by Patroni within ${setting('patroni_loop_wait')}; with ${setting('primary_start_timeout')} it gives up the
  lease at once, instead of waiting for the crashed server's recovery.
- **A lost host or network** is the lease: ${setting('patroni_ttl')}, the least that Patroni takes. When the host had
  etcd's leader too, etcd elects another one first, about a second, and leases start over with it. Then come
  Patroni's question to the lost member, 2 s, the promotion, and HAProxy's next look.

## Settings that matter

| where | setting | why |
| --- | --- | --- |
| Patroni | ${setting('synchronous_mode')} | what was acknowledged is on the standby |
| Patroni | ${setting('patroni_ttl')}, ${setting('patroni_loop_wait')}, ${setting('patroni_retry_timeout')} | the lease; it must outlive loop_wait + 2 × retry_timeout |
| Patroni | ${setting('primary_start_timeout')} | a crashed primary is replaced, not waited for |
| HAProxy | \`inter 1s fastinter 500ms downinter 1s fall 2 rise 1\` | how soon it sees who is primary |
| HAProxy | \`on-marked-down shutdown-sessions\` | connections to a lost primary end, instead of hanging |
| HAProxy | a primary must show a position of its own log | Patroni says 200 before the promotion is through |
| ejabberd | \`sql_start_interval: 1\` | the pool connects again at once, not after 30 s |
| ejabberd | \`mod_mam\` with \`db_type: durable\` | what was being archived when the connection broke is archived again |
`;
}
