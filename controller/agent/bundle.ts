import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A script as one text, with the modules of its folder that it imports: a host has no such folder.
 * @param path of the script
 */
export function bundle(path: string): string {
  const folder = dirname(path);
  const script = read(path);
  const modules = modulesOf(folder, script);
  if (modules.length === 0) return script;
  return [
    'import sys as _sys, types as _types',
    'def _define(name, text):',
    '    module = _types.ModuleType(name)',
    '    exec(compile(text, f"{name}.py", "exec"), module.__dict__)',
    '    _sys.modules[name] = module',
    ...modules.map(
      (module) => `_define("${module}", ${pythonText(read(join(folder, `${module}.py`)))})`,
    ),
    `exec(compile(${pythonText(script)}, "${basename(path)}", "exec"))`,
  ].join('\n');
}

/** Modules of the folder that a text imports, each after those that it needs itself. */
function modulesOf(folder: string, text: string): string[] {
  const imported = [...text.matchAll(/^(?:from|import) (\w+)/gm)].map(([, name]) => name as string);
  const own = imported.filter((name) => existsSync(join(folder, `${name}.py`)));
  return [
    ...new Set(
      own.flatMap((name) => [...modulesOf(folder, read(join(folder, `${name}.py`))), name]),
    ),
  ];
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

/** A text as Python writes it, which is as JSON does. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
