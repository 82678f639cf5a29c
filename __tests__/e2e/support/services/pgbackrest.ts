import type { DatabaseHost } from '../../../../test-stand/hosts';
import { ssh } from '../../../../test-stand/stand';
import { eventually } from '../eventually';
import { switchSegment } from './postgresql';

/** Where PostgreSQL's hosts have it. */
export const repository = '/mnt/nfs/pgbackrest';

/** Runs a command in a directory that PostgreSQL's user may enter, as that user. */
export function asPostgres(host: DatabaseHost, command: string): Promise<string> {
  return ssh(host, `cd / && sudo -u postgres ${command}`);
}

export function pgbackrest(host: DatabaseHost, ...args: string[]): Promise<string> {
  return asPostgres(host, `pgbackrest --stanza=stand ${args.join(' ')}`);
}

/** What `pgbackrest info` tells of a stanza; only what tests look at. */
export interface StanzaInfo {
  readonly status: { readonly code: number; readonly message: string };
  readonly cipher: string;
  readonly archive: readonly { readonly id: string; readonly max: string }[];
  readonly backup: readonly {
    readonly label: string;
    readonly type: string;
    readonly error: boolean;
  }[];
}

export async function stanzaInfo(host: DatabaseHost): Promise<StanzaInfo> {
  const [info] = JSON.parse(await pgbackrest(host, '--output=json', 'info')) as [StanzaInfo];
  return info;
}

/** Hands the running segment of WAL to the archive, and waits until it is there. */
export async function archiveSegment(primary: DatabaseHost): Promise<string> {
  const segment = await switchSegment(primary);
  await eventually(async () => {
    const { archive } = await stanzaInfo(primary);
    expect((archive.at(-1)?.max ?? '') >= segment).toBe(true);
  }, 60);
  return segment;
}
