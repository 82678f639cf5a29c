import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { monitoringAccount } from './metrics';
import { fromVault } from './service';

/** TCP port of its web interface and of its metrics. */
export const alertmanagerPort = 9093;

/** Groups Prometheus's alerts, silences them, and sends them to whom the stand's `alerts` name. */
export const alertmanager: Service = {
  name: 'alertmanager',
  group: 'monserver',
  after: ['base'],
  units: ['prometheus-alertmanager'],
  data: [{ path: `${monitoringAccount.home}/alertmanager`, owner: monitoringAccount }],
  metrics: [{ job: 'alertmanager', port: alertmanagerPort }],
  flows: () => [],
  secrets: ({ alerts }) =>
    alerts.email?.username
      ? [{ name: smtpPassword, rotation: { never: 'the mail server chose it' } }]
      : [],
  variables: ({ alerts: { email, webhook } }): Variables => ({
    ...(email && {
      alertmanager_email: { to: email.to, from: email.from, smarthost: email.smarthost },
    }),
    ...(email?.username && {
      alertmanager_smtp_username: email.username,
      alertmanager_smtp_password: fromVault(smtpPassword),
    }),
    ...(webhook && { alertmanager_webhook: webhook }),
  }),
  hostVariables: (_stand, host): Variables => ({
    alertmanager_url: `https://${host.fqdn}:${alertmanagerPort}/`,
  }),
};

/** Generated like any other; the mail server's own is put in its place with `ansible-vault edit`. */
const smtpPassword = 'alertmanager_smtp_password';
