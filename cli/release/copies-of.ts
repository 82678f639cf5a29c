import type { DataCopies } from '../../lab/data-copies';
import { FolderCopies } from '../../lab/folder-copies';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { VolumeCopies } from './volume-copies';

/** Copies of what a stand's services keep, made where that lies. */
export function copiesOf(context: Pick<Context, 'paths' | 'place'>, stand: Stand): DataCopies {
  return stand.hypervisor === 'lxc'
    ? new FolderCopies(context.paths)
    : new VolumeCopies(context, stand);
}
