import { Testing } from 'cdktf';
import { type Paths, projectPaths, secretPaths } from '../../controller/paths';
import type { StandConfig } from '../../model/description/config';
import { StandStack } from '../../stacks/stand-stack';
import { checkedStand } from '../../synth/checked-stand';
import { render } from '../../synth/render';

/** What Terraform reads of a resource without attributes of its own. */
export interface NullResource {
  readonly triggers: Readonly<Record<string, string>>;
  readonly depends_on?: readonly string[];
  readonly for_each?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly provisioner: readonly {
    readonly 'local-exec': {
      readonly command: string;
      readonly interpreter: readonly string[];
      readonly when?: string;
    };
  }[];
}

export interface Synthesised {
  readonly provider: Record<string, unknown>;
  readonly output: Record<string, { readonly value: unknown }>;
  readonly terraform: {
    readonly backend: Record<string, Record<string, unknown>>;
    readonly encryption?: Record<string, Record<string, unknown>>;
  };
  readonly resource: Record<string, Record<string, Record<string, unknown>>> & {
    readonly libvirt_network: Record<string, Record<string, unknown>>;
    readonly null_resource: Record<string, NullResource>;
  };
}

export const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA test';

const roles = ['secrets', 'base', 'etcd', 'postgresql', 'haproxy', 'ejabberd'];

/** A stand's generated files, in memory. */
export function renderStand(config: StandConfig, paths = projectPaths(), change: object = {}) {
  const stand = checkedStand(config);
  const roleFiles = Object.fromEntries(
    roles.map((role) => [role, { 'tasks/main.yml': `digest of ${role}` }]),
  );
  const image = { path: '/images/trixie', bare: false };
  const inputs = {
    stand,
    paths,
    secretPaths: secretPaths(paths, stand),
    rotations: {},
    publicKey,
    definitions: {},
    certificateFiles: {},
    roleFiles,
    image,
  };
  return render({ ...inputs, ...change });
}

/** The same with its Terraform configuration. */
export function synthesise(config: StandConfig, paths: Paths = projectPaths(), change = {}) {
  const stand = checkedStand(config);
  const rendered = renderStand(config, paths, change);
  const props = {
    stand,
    paths,
    image: '/images/trixie',
    boots: 2,
    deployed: { description: 'digest' },
    vaultPasswordFile: '/h/password',
    ...rendered,
  };
  const stack = new StandStack(Testing.app(), 'stand', props);
  const text = Testing.synth(stack);
  return { stand, rendered, text, terraform: JSON.parse(text) as Synthesised };
}

/** The resource whose path in the stack ends so, such as `services_base`. */
export function resourceOf({ resource }: Synthesised, name: string): NullResource {
  const [found, ...others] = Object.entries(resource.null_resource).filter(([id]) =>
    new RegExp(`^${name}(_[0-9A-F]{8})?$`).test(id),
  );
  if (!found || others.length > 0) throw new Error(`no one resource ${name}`);
  return found[1];
}

/** What each host is changed to in place, by its name. */
export function definitionsOf(synthesised: Synthesised) {
  return resourceOf(synthesised, 'hosts_definitions__of').for_each ?? {};
}

/** Libvirt's resource of a type whose path in the stack ends so. */
export function libvirtResource({ resource }: Synthesised, type: string, name: string) {
  const found = Object.entries(resource[`libvirt_${type}`] ?? {}).filter(([id]) =>
    new RegExp(`^${name}_[0-9A-F]{8}$`).test(id),
  );
  expect(found).toHaveLength(1);
  const [id, settings] = found[0] as [string, Record<string, unknown>];
  return { id, address: `libvirt_${type}.${id}`, ...settings } as Record<string, unknown> & {
    address: string;
  };
}
