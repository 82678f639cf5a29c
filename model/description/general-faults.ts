import type { StandConfig } from './config';
import type { Fault } from './faults';
import { grafanaFaults } from './grafana-package';
import { releases } from './releases';

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
      `'${config.name}' is not a DNS label`,
      'use lower-case letters, digits and hyphens',
    );
  }
  if (!isDomain(config.domain)) {
    add('domain', `'${config.domain}' is not a domain name`, 'write it like domain.local');
  }
  // ejabberd serves it by its Unicode name (RFC 7622), which hosts, certificates and SQL here do not have.
  if (/(^|\.)xn--/.test(config.domain)) {
    add(
      'domain',
      `'${config.domain}' is an internationalised name, which is not supported`,
      'choose a domain of ASCII letters',
    );
  }
  if (config.release !== undefined && !Object.hasOwn(releases, config.release)) {
    add(
      'release',
      `'${config.release}' is unknown`,
      `choose ${Object.keys(releases).join(' or ')}`,
    );
  }
  const ttl = config.ttl ?? 66;
  if (!Number.isInteger(ttl) || ttl < 1 || ttl > 255) {
    add('ttl', `${ttl} is not a time to live`, 'choose a whole number from 1 to 255');
  }
  if (config.aptProxy !== undefined && !/^https?:\/\/[^\s"';]+$/.test(config.aptProxy)) {
    add('aptProxy', `'${config.aptProxy}' is not a URL`, 'write it like http://proxy:3142');
  }
  return [...faults, ...accountFaults(config), ...grafanaFaults(config.grafana)];
}

function accountFaults({ accounts }: StandConfig): Fault[] {
  const names = [...accounts.admins, ...accounts.users];
  const faults = names
    .filter((name) => !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(name))
    .map((name) => ({
      where: 'accounts',
      what: `'${name}' is not an account name`,
      remedy: 'use lower-case letters, digits, dots, hyphens and underscores',
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
