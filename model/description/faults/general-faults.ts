import type { StandConfig } from '../config';
import { grafanaFaults } from '../grafana-package';
import { releases } from '../releases';
import { retentionFaults } from '../retention';
import type { Fault } from './faults';

const label = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** True for a DNS label in lower case that begins with a letter, as names of hosts do here. */
export function isLabel(text: string): boolean {
  return label.test(text);
}

/** True for a domain name in lower case; all labels but the last may begin with a digit (RFC 1123). */
function isDomain(text: string): boolean {
  const labels = text.split('.');
  const rest = labels.slice(0, -1).map((part) => part.replace(/^\d/, 'x'));
  return rest.length > 0 && [...rest, labels.at(-1) ?? ''].every(isLabel) && text.length <= 200;
}

/** Faults of the settings that concern the whole stand. */
export function settingFaults(config: StandConfig): Fault[] {
  const faults: Fault[] = [];
  const add = (where: string, what: string, remedy: string) => faults.push({ where, what, remedy });
  if (!isLabel(config.name)) {
    add(
      'name',
      `must be a DNS label; got '${config.name}'`,
      'use lower-case letters, digits and hyphens',
    );
  }
  if (!isDomain(config.domain)) {
    add(
      'domain',
      `must be a domain name in lower case; got '${config.domain}'`,
      'write it like domain.local',
    );
  }
  // ejabberd serves it by its Unicode name (RFC 7622), which hosts, certificates and SQL here do not have.
  if (/(^|\.)xn--/.test(config.domain)) {
    add(
      'domain',
      `must not be an internationalised name; got '${config.domain}'`,
      'choose one of ASCII letters',
    );
  }
  if (config.release !== undefined && !Object.hasOwn(releases, config.release)) {
    add(
      'release',
      `must be a Debian release that is supported; got '${config.release}'`,
      `choose ${Object.keys(releases).join(' or ')}`,
    );
  }
  for (const { what, remedy } of retentionFaults(config.retention)) add('retention', what, remedy);
  const ttl = config.ttl ?? 66;
  if (!Number.isInteger(ttl) || ttl < 1 || ttl > 255) {
    const what = `must be a whole number from 1 to 255; got ${ttl}`;
    add('ttl', what, 'leave it out for the default, 66');
  }
  if (config.aptProxy !== undefined && !/^https?:\/\/[^\s"';]+$/.test(config.aptProxy)) {
    const what = `must be an http or https URL; got '${config.aptProxy}'`;
    add('aptProxy', what, 'write it like http://proxy:3142');
  }
  return [...faults, ...accountFaults(config), ...grafanaFaults(config.grafana)];
}

function accountFaults({ accounts }: StandConfig): Fault[] {
  const names = [...accounts.admins, ...accounts.users];
  const faults = names
    .filter((name) => !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(name))
    .map((name) => ({
      where: 'accounts',
      what: `must be account names; got '${name}'`,
      remedy: 'use up to 63 lower-case letters, digits, dots, hyphens and underscores',
    }));
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...faults,
    ...repeated.map((name) => ({
      where: 'accounts',
      what: `'${name}' appears twice`,
      remedy: 'list it once, under admins or under users',
    })),
  ];
}
