import { onEveryHost } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';

/** When each host's first process was started. */
export const boots = () => onEveryHost((host) => ssh(host, 'stat --format=%Y.%i /proc/1'));
