import type { Apt } from './apt';
import type { Commands } from './commands';
import type { Disks } from './disks';
import type { Identity } from './identity';
import type { Mounts } from './mounts';
import type { Packages } from './packages';
import type { PowerState } from './power-state';
import type { Ssh } from './ssh';
import type { System } from './system';
import type { Users } from './users';
import type { WriteFiles } from './write-files';

export type * from './apt';
export type * from './commands';
export type * from './disks';
export type * from './identity';
export type * from './mounts';
export type * from './packages';
export type * from './power-state';
export type * from './ssh';
export type * from './system';
export type * from './users';
export type * from './write-files';

/**
 * cloud-config, under cloud-init's own keys, so that its module reference can be read beside the
 * code. A module that is not here can be added by an interface that extends this one.
 */
export interface CloudConfig
  extends Identity,
    Users,
    Ssh,
    WriteFiles,
    Packages,
    Apt,
    Commands,
    Disks,
    Mounts,
    System,
    PowerState {}
