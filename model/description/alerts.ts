import type { Fault } from './faults/faults';

/** To whom alerts are sent. Without it they are shown by alertmanager and sent to nobody. */
export interface AlertsConfig {
  /** @default no mail */
  readonly email?: EmailConfig;
  /** URL that gets each alert as JSON; for one that holds a secret, use a relay. @default none */
  readonly webhook?: string;
}

export interface EmailConfig {
  readonly to: string;
  readonly from: string;
  /** The mail server, as `HOST:PORT`; it must offer STARTTLS. */
  readonly smarthost: string;
  /** Its password goes into the vault as `vault_alertmanager_smtp_password`. @default no login */
  readonly username?: string;
}

export function alertFaults({ email, webhook }: AlertsConfig): Fault[] {
  const faults: Fault[] = [];
  const add = (where: string, what: string, remedy: string) => faults.push({ where, what, remedy });
  for (const key of ['to', 'from'] as const) {
    if (email && !/^[^\s@]+@[^\s@]+$/.test(email[key])) {
      add(
        `alerts.email.${key}`,
        `must be a mail address; got '${email[key]}'`,
        'write it like admin@domain.local',
      );
    }
  }
  if (email && !/^[^\s:]+:\d{1,5}$/.test(email.smarthost)) {
    const what = `must be HOST:PORT; got '${email.smarthost}'`;
    add('alerts.email.smarthost', what, 'write it like mail.domain.local:587');
  }
  if (webhook !== undefined && !/^https?:\/\/[^\s"'@]+$/.test(webhook)) {
    const what = `must be an http or https URL without credentials; got '${webhook}'`;
    add('alerts.webhook', what, 'write it like https://relay.domain.local/alerts');
  }
  return faults;
}
