import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StandConfig } from '../../model/description/config';
import { faultsOf } from '../fixtures';
import { synthesise } from '../stacks/synthesise';

const folder = resolve(__dirname, '../../examples');
const examples = readdirSync(folder).map(
  (file) => [file, require(join(folder, file)).default as StandConfig] as const,
);

test.each(examples)('%s is a stand, and has all that deploys it', (_, config) => {
  expect(faultsOf(config)).toEqual([]);
  const { stand, rendered, terraform } = synthesise(config);
  const made = Object.keys(terraform.resource.null_resource);
  for (const { name } of stand.hosts)
    expect(made).toContainEqual(expect.stringMatching(new RegExp(`^hosts_${name}_`)));
  for (const { name } of stand.services) {
    expect(made).toContainEqual(expect.stringMatching(new RegExp(`^services_${name}_`)));
    expect(rendered.readings).toHaveProperty(name);
  }
});

test.each(examples)('%s becomes the description by the command that it names', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(`sed "s#'../model#'./model#" examples/${file} > stand.config.ts`);
  const imported = [...text.matchAll(/^import .* from '(.*)';$/gm)].map(([, path]) => path);
  expect(imported.filter((path) => !path?.startsWith('../model/'))).toEqual([]);
});
