import { base } from './base';
import { ejabberd } from './ejabberd';
import { etcd } from './etcd';
import { haproxy } from './haproxy';
import { postgresql } from './postgresql';
import type { Service } from './service';

export type { Secret, Service } from './service';

/** Every service that a stand can have, each after those it stands on. */
export const services: readonly Service[] = [base, etcd, postgresql, haproxy, ejabberd];
