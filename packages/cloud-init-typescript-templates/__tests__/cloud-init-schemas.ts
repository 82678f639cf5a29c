import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';

const FOLDER =
  process.env.CLOUD_INIT_SCHEMAS ??
  join(__dirname, '..', '..', '..', '.stand', 'cache', 'cloud-init-schemas');

const REMEDY = 'run packages/cloud-init-typescript-templates/scripts/fetch-schemas';

/** Returns what is wrong with a document; nothing, if it is valid and uses nothing deprecated. */
export type Check = (document: unknown) => readonly ErrorObject[];

/** Whether the release's cloud-init has this schema, among those fetched. */
export const hasSchema = (release: string, file: string) => existsSync(join(FOLDER, release, file));

const checks = new Map<string, Check>();

/** Compiles each schema once: they are large. */
function checkOf(release: string, file: string): Check {
  const key = join(release, file);
  const check = checks.get(key) ?? compile(key);
  checks.set(key, check);
  return check;
}

function compile(path: string): Check {
  const schema = JSON.parse(readFileSync(join(FOLDER, path), 'utf8'));
  const options = { strict: false, validateFormats: false };
  const ajv = schema.$schema.includes('draft-04') ? new AjvDraft04(options) : new Ajv(options);
  // cloud-init marks what it will drop; here that is as good as an error.
  ajv.removeKeyword('deprecated');
  ajv.addKeyword({ keyword: 'deprecated', validate: (deprecated: boolean) => !deprecated });
  const validate = ajv.compile(schema);
  return (document) => (validate(document) ? [] : (validate.errors ?? []));
}

/**
 * A test against the schemas of one release's cloud-init; `body` gets the check of a schema by its
 * file. Without the schemas it is skipped and named with what to do; where CI is true it fails.
 */
export function schemaTest(
  release: string,
  behaviour: string,
  body: (checkOf: (file: string) => Check) => void,
): void {
  const name = `${release}'s ${behaviour}`;
  if (hasSchema(release, 'schema-cloud-config-v1.json')) {
    test(name, () => body((file) => checkOf(release, file)));
  } else if (process.env.CI === 'true') {
    test(name, () => {
      throw new Error(`No schemas in ${join(FOLDER, release)}; ${REMEDY}`);
    });
  } else {
    // jest does not print a file whose tests are all skipped.
    process.stderr.write(`skipped: ${name} (no schemas: ${REMEDY})\n`);
    test.skip(name, () => undefined);
  }
}
