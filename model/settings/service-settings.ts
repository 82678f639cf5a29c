import type { StandConfig } from '../description/config';
import type { Fault, Finding } from '../description/faults/faults';
import { nameRemedy } from '../description/faults/nearest';
import type { Service } from '../stand';
import { optionFaults } from './option-faults';
import { ownerRemedy } from './owned-variables';
import type { Options, OptionsOf } from './role-options';

/** Settings that a role does not take, or that a user may not choose. */
export function serviceSettingFaults(
  { settings = {} }: Pick<StandConfig, 'settings'>,
  services: readonly Service[],
  optionsOf: OptionsOf,
): Fault[] {
  const names = services.map(({ name }) => name);
  return Object.entries(settings).flatMap(([service, variables]) => {
    const where = `settings.${service}`;
    if (!names.includes(service)) {
      return [{ where, what: 'is an unknown service', remedy: nameRemedy(service, names) }];
    }
    const options = optionsOf(service);
    return Object.entries(variables).flatMap(([name, value]) =>
      variableFaults(name, value, options).map((finding) => ({ where, ...finding })),
    );
  });
}

function variableFaults(name: string, value: unknown, options: Options): Finding[] {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const free = Object.keys(options).filter((known) => isFree(known, options));
    return [{ what: `${name} is an unknown variable`, remedy: nameRemedy(name, free) }];
  }
  if (option.no_log) {
    const remedy = 'remove it here and change it in the vault with ansible-vault edit';
    return [{ what: `${name} is a secret`, remedy }];
  }
  const remedy = ownerRemedy(name);
  if (remedy !== undefined) return [{ what: `${name} cannot be set here`, remedy }];
  return optionFaults(name, value, option);
}

/** Whether a user may set a variable of a role. */
export function isFree(name: string, options: Options): boolean {
  return !options[name]?.no_log && ownerRemedy(name) === undefined;
}

/** Settings of services that the stand does not have: nothing would read them. */
export function idleSettingFaults(
  { settings = {} }: Pick<StandConfig, 'settings'>,
  placed: readonly Service[],
): Fault[] {
  const names = placed.map(({ name }) => name);
  return Object.keys(settings)
    .filter((service) => !names.includes(service))
    .map((service) => ({
      where: `settings.${service}`,
      what: 'no host runs this service',
      remedy: 'remove the settings, or give a host a role that brings the service',
    }));
}
