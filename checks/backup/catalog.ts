import { backupHost } from '../../model/services/bacula-client';
import type { Stand } from '../../model/stand';
import type { Tools } from '../tools';

/** What Bacula's catalog says; see guest/bacula_catalog.py. Times are in seconds since 1970. */
export interface Catalog {
  readonly now: number;
  readonly described: number;
  readonly runs: readonly Run[];
  /** By job, the end of the last run that ended well. */
  readonly good: Readonly<Record<string, number>>;
  readonly pools: readonly CatalogPool[];
  readonly volumes: readonly Volume[];
  readonly orphans: number;
}

export interface Run {
  readonly job: string;
  readonly level: string;
  readonly good: boolean;
  readonly end: number;
  readonly files: number;
  readonly bytes: number;
}

export interface CatalogPool {
  readonly name: string;
  readonly volumes: number;
  /** Most volumes that it may have. */
  readonly most: number;
  /** Bytes that jobs may still write to it, and those of one volume. */
  readonly room: number;
  readonly volume: number;
}

export interface Volume {
  readonly name: string;
  readonly pool: string;
  readonly status: string;
  readonly bytes: number;
  /** Most bytes that it may have. */
  readonly most: number;
  /** Bytes of its file; null when that is gone. */
  readonly size: number | null;
}

export function readCatalog(stand: Stand, tools: Tools): Promise<Catalog> {
  return tools.ask(backupHost(stand), 'bacula_catalog.py') as Promise<Catalog>;
}

/** A command for Bacula's console, from a shell. */
export function console(stand: Stand, command: string): string {
  return `echo ${command} | ./stand ssh ${backupHost(stand).name} sudo bconsole`;
}
