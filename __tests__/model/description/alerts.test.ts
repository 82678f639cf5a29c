import { buildStand } from '../../../model/build-stand';
import type { AlertsConfig } from '../../../model/description/alerts';
import { faultsOf, refuses, shipped, vary } from '../../fixtures';

const email = { to: 'admin@domain.local', from: 'stand@domain.local', smarthost: 'mail.local:587' };

/** What the role is told, and the secrets that it gets. */
function told(alerts: AlertsConfig) {
  const stand = buildStand(vary({ alerts }));
  const service = stand.services.find(({ name }) => name === 'alertmanager');
  return { variables: service?.variables(stand), secrets: service?.secrets(stand) };
}

refuses([
  [
    'a receiver without an address',
    vary({ alerts: { email: { ...email, to: 'admin' } } }),
    ...(['alerts.email.to', /'admin'/, /admin@domain\.local/] as const),
  ],
  [
    'a sender without an address',
    vary({ alerts: { email: { ...email, from: '' } } }),
    ...(['alerts.email.from', /''/, /admin@domain\.local/] as const),
  ],
  [
    'a mail server without a port',
    vary({ alerts: { email: { ...email, smarthost: 'mail.local' } } }),
    ...(['alerts.email.smarthost', /'mail\.local'/, /:587/] as const),
  ],
  [
    'a webhook with a password in it',
    vary({ alerts: { webhook: 'https://user:secret@relay/' } }),
    ...(['alerts.webhook', /without credentials; got/, /like/] as const),
  ],
]);

test('by default alerts are not sent', () => {
  expect(shipped.alerts).toBeUndefined();
  expect(told({})).toEqual({ variables: {}, secrets: [] });
});

test('mail needs no password where the mail server asks for none', () => {
  expect(faultsOf(vary({ alerts: { email } }))).toEqual([]);
  expect(told({ email })).toEqual({ variables: { alertmanager_email: email }, secrets: [] });
});

test('a login’s password is read from the vault', () => {
  const { variables, secrets } = told({ email: { ...email, username: 'stand' } });
  expect(variables).toMatchObject({
    alertmanager_smtp_username: 'stand',
    alertmanager_smtp_password: '{{ vault_alertmanager_smtp_password }}',
  });
  expect(secrets).toMatchObject([{ name: 'alertmanager_smtp_password' }]);
});

test('a webhook is configured in alertmanager', () => {
  const webhook = 'https://relay.domain.local/alerts';
  expect(told({ webhook }).variables).toEqual({ alertmanager_webhook: webhook });
});
