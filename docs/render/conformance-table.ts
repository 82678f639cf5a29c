import { type Feature, type Level, suites, trialOf } from './conformance';
import { table } from './table';

const levels: Readonly<Record<Level, string>> = {
  server: 'servers',
  'advanced server': 'advanced servers',
  clients: 'clients',
  noted: 'noted',
  beyond: '',
};

/** Each feature of XEP-0479, and what shows that the stand has it. */
export function conformanceTable(): string {
  return [
    '# Conformance',
    '',
    'Generated from `docs/render/conformance.ts` by `npm run docs`: the features of [XEP-0479](https://xmpp.org/extensions/xep-0479.html)',
    '(XMPP Compliance Suites 2023, the newest), who must have each, and what shows that the stand has it: a probe of',
    '`./stand check`, or a test of the end-to-end test. What is tried *between the nodes* is tried from each node',
    'with somebody at the other one (`__tests__/e2e/xmpp/conformance.py`), in a test of the name of its specification;',
    'what is for clients passes from one to the other as it was sent.',
    '',
    'This is so on Debian 13. On Debian 12 ejabberd 24.12 stores one hash of a password, of SHA-256, so SCRAM-SHA-1 is',
    'not offered there; the rest was not tried there. On Debian 13 `./stand up` adds what an account from there lacks where',
    'the vault has its password; any other one logs in by SHA-256 until its password is set anew.',
    '',
    ...Object.entries(suites).flatMap(([name, features]) => [
      `## ${name}`,
      '',
      ...table(['specification', 'feature', 'for', 'shown by'], features.map(row)),
      '',
    ]),
  ].join('\n');
}

function row(feature: Feature): string[] {
  const { specification, name, level } = feature;
  return [specification, name, levels[level], proofOf(feature)];
}

function proofOf(feature: Feature): string {
  const { by } = feature;
  if ('probe' in by) return `probe \`${by.probe}\``;
  if ('test' in by)
    return `test "${by.test[1].replace('%i', 'N')}" of \`__tests__/e2e/${by.test[0]}\``;
  if ('lacking' in by) return `**not there**: ${by.lacking}`;
  if ('clients' in by) return `nothing to show: ${by.clients}`;
  return `test \`${trialOf(feature)}\`, between the nodes`;
}
