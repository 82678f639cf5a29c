import { createHash } from 'node:crypto';
import { secretNames } from '../../ansible/variables';
import type { Rotations } from '../../controller/rotations';
import type { Value } from '../../model/description/variables';
import { secretsIn } from '../../model/services/service';
import type { Host } from '../../model/topology/hosts';
import type { RenderInputs } from './inputs';
import type { RoleVariables } from './role-variables';
import type { ServiceFiles } from './service-files';

/**
 * What a playbook reads, by name: a variable's value as JSON, or the digest of a file, of what is longer than a
 * person would read. Of a secret, that it is one, and when it was rotated.
 */
export type Readings = Readonly<Record<string, string>>;

/** What a rotated secret is read as: this and its name. */
export const rotatedPrefix = 'secret ';

/** Longer values are kept as their digest. */
const readableLength = 1000;

/**
 * For each playbook by name, what it reads. Where a checkout lies must not change anything: a team shares
 * the state.
 */
export function readings(
  { stand, roleFiles, rotations }: RenderInputs,
  variables: readonly RoleVariables[],
  copied: ServiceFiles,
): Record<string, Readings> {
  const roleOf = (name: string) => prefixed(`role ${name}: `, roleFiles[name] ?? {});
  const services = variables.map(({ service, shared, own }) => {
    const { name } = service;
    const files = Object.entries(copied[name] ?? {}).map(([path, text]) => [path, digest(text)]);
    return [
      name,
      {
        ...roleOf(name),
        ...roleOf('packages'),
        ...prefixed('file: ', Object.fromEntries(files)),
        ...mapped(shared, shown),
        addresses: shownByHost([...own.keys()], ({ managementAddress }) => managementAddress),
        ...ofHosts(own),
        ...rotated(rotations, [
          ...secretsIn(shared, ...own.values()),
          ...(service.rotatedWith ?? []),
        ]),
      },
    ];
  });
  const secrets = { ...roleOf('secrets'), secrets: digest(JSON.stringify(secretNames(stand))) };
  return { ...Object.fromEntries(services), secrets };
}

/** When the secrets were rotated; nothing of one that never was. */
function rotated(rotations: Rotations, secrets: readonly string[]): Readings {
  const known = secrets.flatMap((name) => {
    const time = rotations[name];
    return time === undefined ? [] : [[name, time]];
  });
  return prefixed(rotatedPrefix, Object.fromEntries(known));
}

/** Variables that differ from host to host, by name. */
function ofHosts(own: RoleVariables['own']): Readings {
  const hosts = [...own.keys()];
  const names = new Set([...own.values()].flatMap((values) => Object.keys(values)));
  return Object.fromEntries(
    [...names].map((name) => [name, shownByHost(hosts, (host) => own.get(host)?.[name] ?? null)]),
  );
}

function shownByHost(hosts: readonly Host[], of: (host: Host) => Value | null): string {
  const texts = hosts.map((host) => [host.name, jsonOf(of(host))] as const);
  const text = `{${texts.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
  return isReadable(text)
    ? text
    : texts.map(([name, value]) => `${name} ${digest(value)}`).join(', ');
}

function shown(value: Value): string {
  const text = jsonOf(value);
  return isReadable(text) ? text : digest(text);
}

function isReadable(text: string): boolean {
  return text.length <= readableLength;
}

/** A value as JSON, in which a secret of the vault is but a word that differs from another's. */
function jsonOf(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('vault_')) return text;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' && part.includes('vault_') ? `secret ${digest(part)}` : part,
  );
}

function mapped<From>(of: Readonly<Record<string, From>>, to: (value: From) => string): Readings {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value)]));
}

function prefixed(prefix: string, of: Readings): Readings {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [`${prefix}${name}`, value]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
