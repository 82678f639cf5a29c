import type { Service } from '../stand';
import { acme } from './acme';
import { alertmanager } from './alertmanager';
import { baculaBackups } from './bacula-backups';
import { baculaClient } from './bacula-client';
import { baculaDirector } from './bacula-director';
import { base } from './base';
import { domainCertificate } from './domain-certificate';
import { ejabberd } from './ejabberd';
import { etcd } from './etcd';
import { grafana } from './grafana';
import { haproxy } from './haproxy';
import { keepalived } from './keepalived';
import { nfsClient } from './nfs-client';
import { nfsServer } from './nfs-server';
import { nodeExporter } from './node-exporter';
import { pgbackrest } from './pgbackrest';
import { postgresExporter } from './postgres-exporter';
import { postgresql } from './postgresql';
import { prometheus } from './prometheus';

/** Every service that a stand can have, each after those that it needs. */
export const services: readonly Service[] = [
  base,
  keepalived,
  etcd,
  nfsServer,
  nfsClient,
  postgresql,
  pgbackrest,
  domainCertificate,
  haproxy,
  ejabberd,
  acme,
  baculaClient,
  baculaDirector,
  nodeExporter,
  postgresExporter,
  prometheus,
  alertmanager,
  grafana,
  baculaBackups,
];
