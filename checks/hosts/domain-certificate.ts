import { acmeProgram } from '../../model/services/acme';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import { duration } from '../amounts';
import type { Finding, Probe } from '../probe';
import type { Tools } from '../tools';

/** What a node says of the certificate that it renews by itself. */
type Status = {
  /** Whose it is, or is to be. */
  readonly directory: string;
  /** What came of the last try, and what helps, which programs of before do not say; null where that succeeded. */
  readonly error: string | null;
  readonly remedy?: string | null;
} & (
  | { readonly obtained: false }
  | {
      readonly obtained: true;
      /** Seconds since 1970, as are when another one is obtained, and when there should be one. */
      readonly expires: number;
      readonly due: number;
      readonly late: number;
    }
);

/** Whether each node that has its certificate by ACME has it, and in time. */
export function domainCertificateProbes(stand: Stand, tools: Tools): Probe[] {
  if (stand.certificates.source !== 'acme') return [];
  return hostsOf(stand, 'ejserver').map((node) => ({
    group: 'hosts',
    name: `certificate of the domain on ${node.name}`,
    expected: 'it was obtained by ACME, and is renewed in time',
    next: `./stand ssh ${node.name} sudo journalctl -u domain-certificate -n 40`,
    run: async () =>
      judge((await tools.ask(node, 'acme.py', acmeProgram)) as Status, Date.now() / 1000),
  }));
}

function judge(status: Status, now: number): Finding {
  const { obtained, directory, error, remedy } = status;
  const said =
    error === null ? '' : `: ${[error, remedy ?? []].flat().join('; ').replaceAll('\n', ' ')}`;
  if (!obtained) return { ok: false, saw: `none from ${directory} yet${said}` };
  const { expires, due, late } = status;
  const end = expires > now ? `it expires in ${duration(expires - now)}` : 'it has expired';
  if (now > late) return { ok: false, saw: `${end}, and should have been renewed${said}` };
  const next = due > now ? `in ${duration(due - now)}` : `within the hour${said}`;
  return { ok: true, saw: `${end}, and is renewed ${next}` };
}
