import { type DatabaseHost, type HostName, hosts } from '../../../test-stand/hosts';

/** A way to break the stand, and the probes that must tell of it. */
export interface Fault {
  readonly what: string;
  readonly host: HostName;
  readonly cause: string;
  /** Running it twice is fine. */
  readonly cure: string;
  readonly probes: readonly string[];
}

function extraRule(rule: string): Pick<Fault, 'cause' | 'cure'> {
  return {
    cause: `sudo iptables -I INPUT ${rule}`,
    cure: `! sudo iptables -C INPUT ${rule} || sudo iptables -D INPUT ${rule}`,
  };
}

const node = (name: HostName) => [
  ...[
    ...['STARTTLS', 'direct TLS', 'WebSocket', 'BOSH'].map((by) => `login over ${by}`),
    ...[
      'login by port 443',
      'web addresses',
      'web chat',
      'API',
      'offline delivery',
      'file upload',
      'file proxy',
      'MQTT',
    ],
    ...['', ' over direct TLS', ' by port 443'].map((by) => `other servers${by}`),
    ...['', ' over TCP', ' over TLS'].map((by) => `STUN${by}`),
  ].map((what) => `${what} on ${name}`),
];

const entrances = (name: HostName) =>
  [
    ...['login over STARTTLS', 'login over direct TLS', 'login by port 443', 'web addresses'],
    ...[
      'file proxy',
      'other servers',
      'other servers over direct TLS',
      'STUN over TCP',
      'STUN over TLS',
      'TURN',
    ],
  ].flatMap((what) =>
    ['address', 'IPv6 address'].map((kind) => `${what} at the public ${kind} of ${name}`),
  );

const between = (one: HostName, other: HostName) =>
  ['message', 'room', 'file', 'TURN'].flatMap((what) => [
    `${what} from ${one} to ${other}`,
    `${what} from ${other} to ${one}`,
  ]);

/** What goes wrong with services and hosts side by side, each on a host of its own. */
export const servingFaults: readonly Fault[] = [
  {
    what: 'ejabberd stopped on one node',
    host: 'e2server',
    cause: 'sudo systemctl stop ejabberd',
    cure: 'sudo systemctl start ejabberd',
    probes: [
      ...node('e2server'),
      ...between('e1server', 'e2server'),
      ...entrances('e2server'),
      'cluster as e1server sees it',
      'cluster as e2server sees it',
      'SQL pool of e2server',
      'units of e2server',
    ],
  },
  {
    what: 'an extra port opened in the firewall',
    host: 'psql1server',
    ...extraRule('-p tcp --dport 8080 -j ACCEPT'),
    probes: ['undeclared ports of psql1server', 'firewall of psql1server'],
  },
  {
    what: "a flow's port closed",
    host: 'e1server',
    ...extraRule('-s 192.168.1.0/29 -p tcp --dport 5269 -j DROP'),
    probes: [
      'flow XMPP clients and servers, HTTPS, HTTP, MQTT (dmz to ejserver, tcp 5222, 5223, 5269, 5270, 5443, 5280, 1883, 7777)',
      'firewall of e1server',
    ],
  },
  {
    what: 'a daemon that another role would start',
    host: 'gw1server',
    cause: 'sudo systemctl start prometheus-alertmanager',
    cure: `sudo systemctl stop prometheus-alertmanager
      sudo find /var/lib/prometheus/alertmanager -type f -delete`,
    probes: ['services of others of gw1server'],
  },
  {
    what: 'a managed file edited by hand',
    host: 'gw1server',
    cause: 'echo "# by hand" | sudo tee --append /etc/sysctl.d/60-stand.conf',
    cure: "sudo sed --in-place '/by hand/d' /etc/sysctl.d/60-stand.conf",
    probes: ['managed files of gw1server'],
  },
  {
    what: 'a full disk',
    host: 'mon1server',
    cause: `sudo mkdir /mnt/small && sudo mount -t tmpfs -o size=1m tmpfs /mnt/small &&
      ! sudo dd if=/dev/zero of=/mnt/small/filler status=none`,
    cure: '! mountpoint --quiet /mnt/small || (sudo umount /mnt/small && sudo rmdir /mnt/small)',
    probes: ['disks of mon1server'],
  },
];

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

/** What goes wrong with data, certificates, time and ways in from outside. */
export function keepingFaults(replica: DatabaseHost): readonly Fault[] {
  const archive = '/srv/share/upload/pgbackrest/archive';
  return [
    {
      what: 'replication stopped',
      host: replica,
      cause: 'sudo systemctl stop patroni',
      cure: 'sudo systemctl start patroni',
      probes: [`replication to ${replica}`, `units of ${replica}`],
    },
    {
      what: 'archiving broken',
      host: 'bk1server',
      cause: `sudo chmod 0 ${archive}`,
      cure: `sudo chmod 0750 ${archive}`,
      probes: ['archive of WAL', 'pgbackrest check', 'newest base backup'],
    },
    {
      what: 'the port for other servers closed to the world',
      host: 'e1server',
      ...extraRule(`-d ${hosts.e1server.public} -p tcp --dport 5269 -j DROP`),
      probes: [
        'other servers at the public address of e1server',
        'flow XMPP clients and servers (world to ejserver, tcp 5222, 5223, 5269, 5270, 7777)',
        'firewall of e1server',
      ],
    },
    {
      what: 'what TURN relays closed to the world',
      host: 'e2server',
      ...extraRule(`-d ${hosts.e2server.public} -p udp --dport 49152:50175 -j DROP`),
      probes: [
        'TURN at the public address of e2server',
        'TURN from e2server to e1server',
        'flow STUN and TURN, and what TURN relays (world to ejserver, udp 3478, 49152-50175)',
        'firewall of e2server',
      ],
    },
    {
      what: 'a Bacula volume deleted',
      host: 'bk1server',
      cause: 'sudo sh -c "mkdir /root/volumes && mv /srv/bacula/e1-fs-Full-* /root/volumes"',
      cure: '! sudo ls /root/volumes || sudo sh -c "mv /root/volumes/* /srv/bacula; rmdir /root/volumes"',
      probes: ['volumes of e1-fs-Job'],
    },
    {
      what: 'a certificate expired',
      host: 'mon1server',
      cause: `sudo cp --archive /etc/ssl/certs/stand.crt /root && sudo openssl req -x509 -new
        -key /etc/ssl/private/stand.key -subj /CN=mon1server.domain.local
        -not_before 20250101000000Z -not_after 20260101000000Z -out /etc/ssl/certs/stand.crt`.replaceAll(
        '\n',
        ' ',
      ),
      cure: '! sudo test -e /root/stand.crt || sudo mv /root/stand.crt /etc/ssl/certs/stand.crt',
      probes: ['certificates of mon1server', 'managed files of mon1server'],
    },
    {
      // Containers have their machine's clock; so every program that starts is told another time.
      what: 'a wrong clock',
      host: 'gw1server',
      cause: `sudo apt-get install --yes --no-install-recommends libfaketime &&
        echo +90 | sudo tee /etc/faketimerc && echo ${library} | sudo tee /etc/ld.so.preload`,
      cure: 'sudo rm --force /etc/ld.so.preload /etc/faketimerc',
      probes: ['clock of gw1server'],
    },
  ];
}
