import { ssh } from '../../test-stand/stand';

/** What each command that is put to a machine tells about it. */
const commands = {
  kind: 'systemd-detect-virt',
  cloudInit: 'cat /run/cloud-init/result.json',
  firewall: 'sudo iptables -S',
  ttl: 'cat /proc/sys/net/ipv4/ip_default_ttl',
  rootMiB: 'df --output=size --block-size=1M / | tail -n 1',
  failedUnits: 'systemctl --failed --plain --no-legend',
  addresses: 'hostname --all-ip-addresses',
  wayToGateway: 'ip route get 192.168.1.2',
  defaultRoute: 'ip route show default',
  mounts: 'findmnt --list --noheadings --output TARGET,FSTYPE,LABEL,SOURCE',
} as const;

export type Sight = Readonly<Record<keyof typeof commands, string>>;

const end = '---8<---';

/** Asks a machine everything in one session: to log in takes an emulated one seconds. */
export async function look(host: string): Promise<Sight> {
  const script = Object.values(commands).join(`; echo '${end}'; `);
  const answers = (await ssh(host, script)).split(`${end}\n`);
  const entries = Object.keys(commands).map((name, index) => [name, answers[index]?.trim() ?? '']);
  return Object.fromEntries(entries);
}
