import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readRole, roleNames, roleTexts } from '../../ansible/role';
import { usesOf } from '../../ansible/role-uses';
import { releases } from '../../model/description/releases';
import type { RoleOption } from '../../model/settings/role-options';

const root = join(__dirname, '..', '..');
const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Every option of a role, those within others too, by its path. */
function allOptions(options: Readonly<Record<string, RoleOption>>): [string, RoleOption][] {
  return Object.entries(options).flatMap(([name, option]) => [
    [name, option],
    ...allOptions(option.options ?? {}).map(([inner, within]): [string, RoleOption] => [
      `${name}.${inner}`,
      within,
    ]),
  ]);
}

/** Names of a role's variables in texts, as often as they stand there; after a dot there is a module. */
function namesIn(role: string, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.match(new RegExp(`(?<![.\\w])${role}_\\w+`, 'g')) ?? []);
}

function withoutComments(yaml: string): string {
  return yaml.replace(/^ *#.*$/gm, '');
}

/** Names that tasks give to what they found, to what they loop over, and to their own `vars`. */
function namesGiven(tasks: unknown): string[] {
  if (typeof tasks !== 'object' || tasks === null) return [];
  return Object.entries(tasks).flatMap(([key, value]) => {
    if (key === 'register' || key === 'loop_var') return [value as string];
    const named = key === 'vars' || key === 'ansible.builtin.set_fact' ? Object.keys(value) : [];
    return [...named, ...namesGiven(value)];
  });
}

/** Names of the handlers that tasks notify. */
function notified(tasks: unknown): string[] {
  if (typeof tasks !== 'object' || tasks === null) return [];
  return Object.entries(tasks).flatMap(([key, value]) =>
    key === 'notify' ? [value].flat() : notified(value),
  );
}

describe.each(roleNames())('the role %s', (name) => {
  const { summary, options, defaults, meta } = readRole(name);

  test('has a default for each option that is not required, and for no other', () => {
    const optional = Object.keys(options).filter((option) => !options[option]?.required);
    expect(Object.keys(defaults).sort()).toEqual(optional.sort());
  });

  test('states the same defaults in its argument specs', () => {
    const optional = Object.entries(options).filter(([, { required }]) => !required);
    const stated = Object.fromEntries(optional.map(([option, spec]) => [option, spec.default]));
    expect(stated).toEqual(defaults);
  });

  test('describes each option in a sentence, with its type', () => {
    for (const [option, { description, type, elements }] of allOptions(options)) {
      expect([option, description]).toEqual([option, expect.stringMatching(/^[A-Z].*\.$/s)]);
      expect(['bool', 'dict', 'int', 'list', 'path', 'str']).toContain(type);
      expect([option, elements !== undefined]).toEqual([option, type === 'list']);
    }
  });

  test('reads no variable that is not declared, and declares none that it does not read', () => {
    const code = roleTexts(name, ['tasks', 'handlers', 'vars', 'defaults']);
    const templates = Object.values(roleTexts(name, ['templates'])).join('\n');
    const expressions = templates.match(/\{\{.*?\}\}|\{%.*?%\}/gs) ?? [];
    const { [join('vars', 'main.yml')]: vars = '{}', ...others } = code;
    const given = Object.values(others).flatMap((text) => namesGiven(parse(text)));
    const places = [...Object.keys(defaults), ...Object.keys(parse(vars)), ...given].filter(
      (variable) => variable.startsWith(`${name}_`),
    );
    const written = namesIn(name, [...Object.values(code).map(withoutComments), ...expressions]);
    const declared = new Set([...Object.keys(options), ...places]);
    expect(written.filter((variable) => !declared.has(variable))).toEqual([]);
    // A declaration writes a name too: what is read stands in more places than declare it.
    const count = (names: readonly string[], name: string) =>
      names.filter((one) => one === name).length;
    const unread = [...declared].filter((one) => count(written, one) <= count(places, one));
    expect(unread).toEqual([]);
  });

  test('has the handlers that its tasks notify, and no others', () => {
    const tasks = Object.values(roleTexts(name, ['tasks'])).flatMap((text) =>
      notified(parse(text)),
    );
    const handlers = Object.values(roleTexts(name, ['handlers'])).flatMap((text) => parse(text));
    expect(handlers.map((handler) => handler.name).sort()).toEqual([...new Set(tasks)].sort());
  });

  test('tells Galaxy what it requires, in the same words as every other role, and nothing else', () => {
    expect(meta).toEqual({
      galaxy_info: {
        author: 'The messaging stand',
        description: summary,
        license,
        min_ansible_version: '2.19',
        platforms: [{ name: 'Debian', versions: Object.keys(releases) }],
      },
    });
  });
});

test('the collections to install are those that roles call', () => {
  const file = join(root, 'ansible', 'requirements.yml');
  const { collections } = parse(readFileSync(file, 'utf8')) as { collections: { name: string }[] };
  const called = roleNames().flatMap((name) => usesOf(name).collections);
  expect(collections.map(({ name }) => name)).toEqual([...new Set(called)].sort());
});
