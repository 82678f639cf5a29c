import { faultsOf, refuses, shipped, vary } from '../../../fixtures';

const flow = { from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [80], why: 'web' };
const email = { to: 'a@b', from: 'a@b', smarthost: 'b:25' };
const backups = shipped.backups as NonNullable<typeof shipped.backups>;
const why = (text: string) => vary({ flows: [flow, { ...flow, why: text }] });

refuses([
  ['a variable', why('{{ x }}'), 'flows[1].why', /without \{\{.*; got '\{\{ x \}\}'/, /a space/],
  ['a statement', why('a {% if'), 'flows[1].why', /got 'a \{% if'/, /Ansible/],
  ['a comment', why('ticket {#12}'), 'flows[1].why', /got 'ticket \{#12\}'/, /Ansible/],
  [
    'a template in a webhook',
    vary({ alerts: { webhook: 'http://relay/{#12}' } }),
    ...(['alerts.webhook', /\{#12\}/, /Ansible/] as const),
  ],
  [
    'a template in a login',
    vary({ alerts: { email: { ...email, username: '{{x}}' } } }),
    ...(['alerts.email.username', /\{\{x\}\}/, /Ansible/] as const),
  ],
  ['a template in a proxy', vary({ aptProxy: 'http://{{x}}' }), 'aptProxy', /'http:/, /Ansible/],
  [
    'a template in a fileset',
    vary({ backups: { ...backups, filesets: { fs: { paths: ['/{{x}}'], compression: 'LZO' } } } }),
    ...(['backups.filesets.fs.paths[0]', /'\/\{\{x/, /Ansible/] as const),
  ],
]);

test('a setting may be a template, as a role’s variable may', () => {
  const settings = { prometheus: { prometheus_retention_time: '{{ 30 + 60 }}d' } };
  expect(faultsOf(vary({ settings }))).toEqual([]);
});

test('braces that begin no template are taken', () => {
  expect(faultsOf(why('{ {a} }% #'))).toEqual([]);
});

test('an unknown key that contains itself is that fault alone', () => {
  const knot: Record<string, unknown> = {};
  knot.knot = knot;
  expect(faultsOf(vary({ knot })).map(({ where }) => where)).toEqual(['knot']);
});
