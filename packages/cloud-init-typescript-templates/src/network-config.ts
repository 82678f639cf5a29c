/**
 * Network configuration, version 2: the keys of netplan, as far as cloud-init renders them.
 *
 * Which keys take effect depends on what cloud-init renders to on the guest. With netplan all do.
 * With systemd-networkd, vlans, bridges and `link-local` are ignored; in Debian 12 (cloud-init
 * 22.4) so are `metric`, `optional` and `accept-ra`, and a route to `::/0` becomes one to `::/64`.
 */
export interface NetworkConfigV2 {
  readonly version: 2;
  /** The back end netplan hands over to; other renderers ignore it. @default networkd */
  readonly renderer?: 'networkd' | 'NetworkManager';
  /** By an id of your choice, or by interface name where there is no `match`. */
  readonly ethernets?: Readonly<Record<string, Ethernet>>;
  /** By interface name. */
  readonly vlans?: Readonly<Record<string, Vlan>>;
  /** By interface name. */
  readonly bridges?: Readonly<Record<string, Bridge>>;
}

/** What every kind of interface can have. */
export interface NetworkInterface {
  /** Static addresses with prefix length, `192.0.2.10/24` or `2001:db8::10/64`. */
  readonly addresses?: readonly string[];
  /** @default false */
  readonly dhcp4?: boolean;
  /** @default false */
  readonly dhcp6?: boolean;
  readonly 'dhcp4-overrides'?: DhcpOverrides;
  readonly 'dhcp6-overrides'?: DhcpOverrides;
  readonly routes?: readonly Route[];
  readonly nameservers?: Nameservers;
  /** Bytes. */
  readonly mtu?: number;
  /** Boot does not wait for this interface. @default false */
  readonly optional?: boolean;
  /** Address families that get a link-local address. @default ['ipv6'] */
  readonly 'link-local'?: readonly ('ipv4' | 'ipv6')[];
  /** Take IPv6 router advertisements. @default the kernel's choice */
  readonly 'accept-ra'?: boolean;
}

export interface Ethernet extends NetworkInterface {
  readonly match?: EthernetMatch;
  /** Name the matched interface gets, at most 15 characters. Needs `match`. */
  readonly 'set-name'?: string;
  readonly wakeonlan?: boolean;
}

/** All given properties must hold. */
export interface EthernetMatch {
  /** `52:54:00:12:34:56` */
  readonly macaddress?: string;
  /** Present interface name; globs as in `en*`. */
  readonly name?: string;
  /** Kernel driver; globs as in `virtio*`. */
  readonly driver?: string;
}

export interface Vlan extends NetworkInterface {
  /** 1 to 4094. */
  readonly id: number;
  /** Id of the interface that carries this VLAN. */
  readonly link: string;
}

export interface Bridge extends NetworkInterface {
  /** Ids of the interfaces in the bridge. */
  readonly interfaces?: readonly string[];
  readonly parameters?: BridgeParameters;
}

/** Times in seconds. */
export interface BridgeParameters {
  readonly 'ageing-time'?: number;
  readonly priority?: number;
  readonly 'forward-delay'?: number;
  readonly 'hello-time'?: number;
  readonly 'max-age'?: number;
  readonly stp?: boolean;
}

export interface Route {
  /** Destination with prefix length. The default route is `0.0.0.0/0` or `::/0`, never `default`. */
  readonly to: string;
  /** Gateway, of the destination's address family. */
  readonly via?: string;
  readonly metric?: number;
}

export interface Nameservers {
  readonly addresses?: readonly string[];
  /** Search domains. */
  readonly search?: readonly string[];
}

/** What of a DHCP server's answer to use. */
export interface DhcpOverrides {
  readonly hostname?: string;
  readonly 'route-metric'?: number;
  readonly 'send-hostname'?: boolean;
  readonly 'use-dns'?: boolean;
  readonly 'use-domains'?: string;
  readonly 'use-hostname'?: boolean;
  readonly 'use-mtu'?: boolean;
  readonly 'use-ntp'?: boolean;
  readonly 'use-routes'?: boolean;
}
