import { findingsText } from '../operations/finding';
import type { FailoverResult } from './failover';
import type { RestoreResult } from './restore';

/** A drill's report for people: what failed has its own mark and line. */
export function restoreText({ findings, recovery }: RestoreResult): string {
  const lines = [findingsText(findings).trimEnd()];
  if (recovery) {
    const { upTo, recovered, restored, exposed } = recovery;
    lines.push(
      `recovery took ${recovered} s, ${restored} s of it for copying (RTO); the data is as of ${upTo} (RPO)`,
      `a loss of all database hosts before the drill would have lost ${exposed} s: WAL was last archived then`,
    );
  }
  return `${lines.join('\n')}\n`;
}

export function failoverText({ losses }: { losses: readonly FailoverResult[] }): string {
  const lines = losses.flatMap(
    ({ what, from, to, outage, outageLimit, rejoin, writes, messages, faults }) => {
      const acknowledged = writes.reduce((sum, write) => sum + write.acknowledged, 0);
      return [
        `${faults.length === 0 ? '✓' : '✗'} ${what}: ${from} → ${to}`,
        `    ${outage} s without writes (at most ${outageLimit} s allowed); ${from} rejoined after ${rejoin.toFixed(1)} s`,
        `    ${acknowledged} writes and ${messages.acknowledged} messages acknowledged; longest wait for a message ${messages.longestGap} s`,
        ...faults.map((fault) => `    ${fault}`),
      ];
    },
  );
  return `${lines.join('\n')}\n`;
}
