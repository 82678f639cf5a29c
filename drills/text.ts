import { findingsText } from '../operations/finding';
import type { FailoverResult } from './failover';
import type { RestoreResult } from './restore';

/** A drill's report as people read it: what failed stands out by its mark and its own line. */
export function restoreText({ findings, recovery }: RestoreResult): string {
  const lines = [findingsText(findings).trimEnd()];
  if (recovery) {
    const { upTo, recovered, restored, exposed } = recovery;
    lines.push(
      `recovery took ${recovered} s, ${restored} s of them to copy (RTO); the data is up to ${upTo} (RPO)`,
      `without the drill, ${exposed} s would have been lost with all database hosts: WAL was last archived then`,
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
        `    ${outage} s without writes, at most ${outageLimit} s allowed; ${from} was back after ${rejoin.toFixed(1)} s`,
        `    ${acknowledged} writes and ${messages.acknowledged} messages acknowledged; longest wait for a message ${messages.longestGap} s`,
        ...faults.map((fault) => `    ${fault}`),
      ];
    },
  );
  return `${lines.join('\n')}\n`;
}
