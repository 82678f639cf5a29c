import { StandError } from '../../controller/errors';
import type { Remembered } from './state-file';

/** Types of objects that the engine creates in libvirt, named like its resources. */
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
  /** Alias of its provider: the hypervisor's name; undefined for the first hypervisor. */
  readonly alias: string | undefined;
}

/** The part of Terraform's configuration that declares them. */
export interface Configuration {
  readonly terraform?: {
    readonly encryption?: object;
    readonly backend?: { readonly local?: { readonly path: string } };
  };
  readonly provider?: { readonly libvirt?: readonly { readonly uri: string }[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Declaration>>>>;
}

interface Declaration {
  readonly name: string;
  /** Of resources that change hosts in place: what is done to each, by its name. */
  readonly for_each?: Readonly<Record<string, { readonly command: string }>>;
  readonly provisioner?: readonly {
    readonly 'local-exec'?: { readonly interpreter: readonly string[] };
  }[];
  readonly triggers?: Remembered['triggers'];
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
      // A volume only refers to its pool, which has the name.
      pool: resource.libvirt_pool?.[poolId(declared.pool)]?.name ?? '',
      folder: [declared.target ?? []].flat()[0]?.path ?? '',
      alias: declared.provider?.split('.')[1],
    })),
  );
}

/** What resources will remember that a configuration declares. */
export function declaredMemory({ resource }: Configuration): Remembered[] {
  return Object.entries(resource.null_resource ?? {}).map(([id, { triggers = {} }]) => ({
    address: `null_resource.${id}`,
    triggers,
  }));
}

/** The command line that brings a host to the size that a configuration declares. @see stacks/definitions.ts */
export function definitionCommand(
  { resource }: Configuration,
  host: string,
): [program: string, ...args: string[]] {
  for (const { for_each, provisioner } of Object.values(resource.null_resource ?? {})) {
    const command = for_each?.[host]?.command;
    const [program, ...args] = provisioner?.[0]?.['local-exec']?.interpreter ?? [];
    if (command !== undefined && program !== undefined) return [program, ...args, command];
  }
  throw new StandError(`the stack has no definition of ${host}`);
}

function poolId(reference = ''): string {
  return /^\$\{libvirt_pool\.(.+)\.name\}$/.exec(reference)?.[1] ?? '';
}

/** URIs of the libvirt daemons that a configuration's machines run on, as reached from this machine. */
export function libvirtUris({ provider }: Configuration): string[] {
  return (provider?.libvirt ?? []).map(({ uri }) => uri);
}

/** An object's name in `LibvirtObjects.list`. */
export function listedName({ type, name, pool }: LibvirtObject): string {
  return type === 'libvirt_volume' ? `volume ${pool}/${name}` : `${type} ${name}`;
}
