import { certificateFiles } from '../../model/services/base';
import type { PendingUpdates } from '../../model/services/pending-updates';
import { duration } from '../amounts';
import { type Finding, okUnless } from '../probe';
import type { HostFacts } from './facts';

/** The share of a disk, of its inodes or of memory that must be free. */
const spare = { disk: 0.15, memory: 0.1 };

/** The same as in the alert on certificates: hosts renew theirs 30 days before they expire. */
export const spareDays = 21;

/** Days that a security update may wait: no check fails because something was published today. */
const patienceDays = 7;

const mebibyte = 1024 ** 2;

/** Of a host that an earlier version deployed. */
const untold = 'the host cannot tell yet; run ./stand up --converge';

/** One thing that must be right on every host. */
export interface Judgement {
  /** What is judged, such as `disks`. */
  readonly of: string;
  readonly expected: string;
  /** What to run on the host to see more. */
  readonly look: string;
  /** @param now seconds since 1970 */
  readonly judge: (facts: HostFacts, now: number) => Finding;
}

export const judgements: readonly Judgement[] = [
  {
    of: 'units',
    expected: 'every unit of its services is active, and no unit has failed',
    look: 'sudo systemctl --failed',
    judge: ({ units, failed }) => {
      const stopped = Object.entries(units).filter(([, state]) => state !== 'active');
      const wrong = [
        ...stopped.map(([unit, state]) => `${unit} is ${state}`),
        ...failed.filter((unit) => !stopped.some(([name]) => unit === `${name}.service`)),
      ];
      return okUnless(wrong, `${Object.keys(units).length} are active`);
    },
  },
  {
    of: 'services of others',
    expected: 'no unit runs of a service that is described for other hosts only',
    look: 'sudo systemctl list-units --type=service --state=running',
    // In the lab's image the packages of all roles are installed.
    judge: ({ foreign }) => {
      const idle = ['inactive', 'failed', 'unknown'];
      const running = Object.entries(foreign).filter(([, state]) => !idle.includes(state));
      const wrong = running.map(([unit, state]) => `${unit} is ${state}`);
      return okUnless(wrong, `none of ${Object.keys(foreign).length} runs`);
    },
  },
  {
    of: 'disks',
    expected: `each disk is writable, with ${percent(spare.disk)} of its space and inodes free`,
    look: 'df --human-readable',
    judge: ({ disks }) => {
      const judged = disks.map((disk) => {
        const free = disk.available / disk.size;
        const inodes = disk.inodes > 0 ? disk.free_inodes / disk.inodes : 1;
        return { ...disk, free: Math.min(free, inodes) };
      });
      const wrong = judged.flatMap(({ mount, free, read_only }) => [
        ...(read_only ? [`${mount} is read-only`] : []),
        ...(free < spare.disk ? [`${mount} has ${percent(free)} free`] : []),
      ]);
      const [least] = judged.sort((one, other) => one.free - other.free);
      return okUnless(wrong, least ? `${least.mount} has ${percent(least.free)} free` : 'no disk');
    },
  },
  {
    of: 'memory',
    expected: `${percent(spare.memory)} are available`,
    look: 'free --mebi',
    judge: ({ memory: { total, available } }) => ({
      ok: available / total >= spare.memory,
      saw: `${Math.round(available / mebibyte)} of ${Math.round(total / mebibyte)} MiB are available`,
    }),
  },
  {
    of: 'reboot',
    expected: 'none is due',
    look: 'cat /run/reboot-required.pkgs; uname --kernel-release; ls /boot',
    judge: ({ updates }) =>
      updates
        ? { ok: updates.reboot === null, saw: updates.reboot ?? 'none is due' }
        : { ok: false, saw: untold },
  },
  {
    of: 'updates',
    expected: `no security update has waited for ${patienceDays} days; others may wait`,
    look: 'apt list --upgradable',
    judge: ({ updates }, now) =>
      updates ? judgeUpdates(updates, now) : { ok: false, saw: untold },
  },
  {
    of: 'certificates',
    expected: `the host's and the authority's match and are valid for ${spareDays} days or more`,
    look: `openssl x509 -noout -subject -dates -in ${certificateFiles.certificate}`,
    judge: ({ certificates }, now) => {
      const days = (ends: number) => Math.floor((ends - now) / 86400);
      const wrong = certificates.flatMap(({ path, ends, fault }) => {
        if (fault) return [`${path}: ${fault}`];
        if (ends <= now) return [`${path} expired ${-days(ends)} days ago`];
        return days(ends) < spareDays ? [`${path} expires in ${days(ends)} days`] : [];
      });
      const least = Math.min(...certificates.map(({ ends }) => days(ends)));
      return okUnless(wrong, `the next one expires in ${least} days`);
    },
  },
  {
    of: 'first boot',
    expected: 'cloud-init finished without an error',
    look: 'sudo cloud-init status --long',
    judge: ({ first_boot: errors }) =>
      errors === null
        ? { ok: false, saw: 'cloud-init has not finished' }
        : okUnless(errors, 'no error'),
  },
  {
    of: 'managed files',
    expected: 'all are unchanged since Ansible wrote them',
    look: 'sudo ls -l --time-style=full-iso /var/lib/stand/files',
    judge: ({ files: { recorded, changed } }) =>
      recorded === 0
        ? { ok: false, saw: 'none is recorded yet; run ./stand up --converge' }
        : okUnless(changed, `${recorded} are unchanged`),
  },
];

function judgeUpdates({ packages, refreshed }: PendingUpdates, now: number): Finding {
  const security = packages.filter((update) => update.security);
  const late = security.filter(({ since }) => now - since > patienceDays * 86400);
  const seen = `as of ${duration(now - refreshed)} ago`;
  const saw =
    packages.length === 0
      ? `none waits, ${seen}`
      : `${packages.length} wait, ${security.length} of them for security, ${seen}`;
  return okUnless(
    late.map(({ name, since }) => `${name} has waited for ${duration(now - since)}`),
    saw,
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
