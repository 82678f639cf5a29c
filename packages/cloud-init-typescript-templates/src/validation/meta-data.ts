import type { MetaData } from '../meta-data';
import { HOST_NAME_REMEDY, isHostName } from './host-name';

/** Each fault of the meta-data, as a line. */
export function* metaDataFaults(metaData: MetaData): Generator<string> {
  const id = metaData['instance-id'];
  if (id.trim() === '') yield `instance-id '${id}' is empty; give each instance an id of its own`;
  const name = metaData['local-hostname'];
  if (name !== undefined && !isHostName(name)) {
    yield `local-hostname '${name}' is not a host name; ${HOST_NAME_REMEDY}`;
  }
}
