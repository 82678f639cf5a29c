/** Modules growpart, resizefs and disk_setup. */
export interface Disks {
  readonly growpart?: GrowPart;
  /** 'noblock' resizes in the background. @default true */
  readonly resize_rootfs?: boolean | 'noblock';
  /** Names for devices, to use in disk_setup and fs_setup. */
  readonly device_aliases?: Readonly<Record<string, string>>;
  /** Partition tables, by device or alias. */
  readonly disk_setup?: Readonly<Record<string, DiskSetup>>;
  readonly fs_setup?: readonly FsSetup[];
}

export interface GrowPart {
  /** @default auto */
  readonly mode?: 'auto' | 'growpart' | 'gpart' | 'off';
  /** Mount points or devices. @default ['/'] */
  readonly devices?: readonly string[];
  /** Do not heed /etc/growroot-disabled. @default false */
  readonly ignore_growroot_disabled?: boolean;
}

export interface DiskSetup {
  /** @default mbr */
  readonly table_type?: 'mbr' | 'gpt';
  /**
   * true: one partition over the whole disk; a list: sizes in per cent, each alone or with a
   * partition type number; 'remove': no partitions. @default false
   */
  readonly layout?: boolean | 'remove' | readonly (number | readonly [number, number])[];
  /** Skip the checks for data that is there. @default false */
  readonly overwrite?: boolean;
}

export interface FsSetup {
  readonly label?: string;
  /** ext4, xfs, … */
  readonly filesystem?: string;
  /** Device, partition or alias. */
  readonly device?: string;
  /** 'none': the device itself; 'auto': one that has this label and type; 'any': the first fit. */
  readonly partition?: 'auto' | 'any' | 'none';
  /** Make the filesystem even where one is. @default false */
  readonly overwrite?: boolean;
  /** With 'auto': the type that may be replaced. */
  readonly replace_fs?: string;
  readonly extra_opts?: readonly string[];
}
