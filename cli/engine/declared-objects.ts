/** Kinds of objects that the engine makes in libvirt, named as its resources are. */
const objectTypes = [
  'libvirt_network',
  'libvirt_pool',
  'libvirt_volume',
  'libvirt_domain',
] as const;
export type ObjectType = (typeof objectTypes)[number];

/** An object as the synthesised stack declares it. */
export interface LibvirtObject {
  readonly address: string;
  readonly type: ObjectType;
  readonly name: string;
  /** Pool of a volume. */
  readonly pool: string;
  /** Folder of a pool. */
  readonly folder: string;
  /** Alias of its provider, the hypervisor's name; none for the first. */
  readonly alias: string | undefined;
}

/** The part of Terraform's configuration that tells them. */
export interface Configuration {
  readonly provider?: { readonly libvirt?: readonly { readonly uri: string }[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Declaration>>>>;
}

interface Declaration {
  readonly name: string;
  readonly pool?: string;
  readonly provider?: string;
  readonly target?: { readonly path: string } | readonly { readonly path: string }[];
}

/** The objects that a configuration declares. */
export function declaredObjects({ resource }: Configuration): LibvirtObject[] {
  return objectTypes.flatMap((type) =>
    Object.entries(resource[type] ?? {}).map(([id, declared]) => ({
      address: `${type}.${id}`,
      type,
      name: declared.name,
      // A volume refers to its pool, which bears the only name.
      pool: resource.libvirt_pool?.[poolId(declared.pool)]?.name ?? '',
      folder: [declared.target ?? []].flat()[0]?.path ?? '',
      alias: declared.provider?.split('.')[1],
    })),
  );
}

function poolId(reference = ''): string {
  return /^\$\{libvirt_pool\.(.+)\.name\}$/.exec(reference)?.[1] ?? '';
}

/** The libvirts that a configuration's machines run on, as they are reached from this machine. */
export function libvirtUris({ provider }: Configuration): string[] {
  return (provider?.libvirt ?? []).map(({ uri }) => uri);
}

/** How `list` names an object. */
export function listedName({ type, name, pool }: LibvirtObject): string {
  return type === 'libvirt_volume' ? `volume ${pool}/${name}` : `${type} ${name}`;
}
