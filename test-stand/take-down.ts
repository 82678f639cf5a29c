import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { paths, root } from './checkout';
import { type Result, stand } from './stand';

/** Takes the copy's stand down with all its data, whatever version deployed it and wherever its state is. */
export function takeDown(): Promise<Result> {
  for (const name of ['state.json', 'data-folder'])
    rmSync(join(paths.runtime, name), { force: true });
  const description = readFileSync(join(root, 'stand.config.ts'), 'utf8');
  const [, name = ''] = /^ {2}name: '([a-z0-9-]+)'/m.exec(description) ?? [];
  return stand(['down', '--data', '--confirm', name]);
}
