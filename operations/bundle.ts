import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, 'guest');

/**
 * A script of `operations/guest` as one text, with the modules of that folder that it imports: a host
 * has no such folder.
 */
export function bundle(name: string): string {
  const script = read(name);
  const modules = modulesOf(script);
  if (modules.length === 0) return script;
  return [
    'import sys as _sys, types as _types',
    'def _define(name, text):',
    '    module = _types.ModuleType(name)',
    '    exec(compile(text, f"{name}.py", "exec"), module.__dict__)',
    '    _sys.modules[name] = module',
    ...modules.map((module) => `_define("${module}", ${pythonText(read(`${module}.py`))})`),
    `exec(compile(${pythonText(script)}, "${name}", "exec"))`,
  ].join('\n');
}

/** Modules of the folder that a text imports, each after those that it needs itself. */
function modulesOf(text: string): string[] {
  const imported = [...text.matchAll(/^(?:from|import) (\w+)/gm)].map(([, name]) => name as string);
  const own = imported.filter((name) => existsSync(join(folder, `${name}.py`)));
  return [...new Set(own.flatMap((name) => [...modulesOf(read(`${name}.py`)), name]))];
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** A text as Python writes it, which is as JSON does. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
