import type { Fault } from '../description/faults/faults';
import type { Stand } from '../stand';

/** Subdomains, without the domain, of programs beside ejabberd (XEP-0114). */
export function componentsOf({ settings }: Pick<Stand, 'settings'>): readonly string[] {
  // What role options take it for is known to be right by now.
  return (settings.ejabberd?.ejabberd_components ?? []) as readonly string[];
}

/** One label of a domain name, or several. */
const subdomain = /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** The proxy's subdomain, which no certificate has. */
const proxy = 'proxy';

/** Faults of names of components. @param taken names of the domain that ejabberd serves itself */
export function componentFaults(
  stand: Pick<Stand, 'domain' | 'settings'>,
  taken: readonly string[],
): Fault[] {
  const { domain } = stand;
  const where = 'settings.ejabberd';
  return componentsOf(stand).flatMap((name, index, names) => {
    if (!subdomain.test(name)) {
      const what = `ejabberd_components must be subdomains in lower case; got '${name}'`;
      return [{ where, what, remedy: `write 'gateway' for gateway.${domain}` }];
    }
    if (taken.includes(`${name}.${domain}`) || name === proxy) {
      const what = `ejabberd_components has '${name}', and ejabberd itself serves ${name}.${domain}`;
      return [{ where, what, remedy: 'choose another name' }];
    }
    if (names.indexOf(name) === index) return [];
    return [{ where, what: `ejabberd_components has '${name}' twice`, remedy: 'remove one' }];
  });
}
