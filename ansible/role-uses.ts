import { roleTexts } from './role';

/** What a role's tasks call that is not part of ansible-core. */
export interface RoleUses {
  /** Such as community.crypto. */
  readonly collections: readonly string[];
  readonly roles: readonly string[];
  /** Modules of ansible/library. */
  readonly modules: readonly string[];
}

export function usesOf(role: string): RoleUses {
  const texts = Object.values(roleTexts(role, ['tasks', 'handlers'])).join('\n');
  const found = (pattern: RegExp) => {
    const names = [...texts.matchAll(pattern)].map(([, name]) => name as string);
    return [...new Set(names)].sort();
  };
  const collections = found(/^ *(?:- )?(\w+\.\w+)\.\w+:/gm);
  return {
    collections: collections.filter((name) => name !== 'ansible.builtin'),
    roles: found(/(?:import|include)_role:\n +name: (\w+)/g),
    modules: found(/^ *(text_files|systemd_unit):/gm),
  };
}
