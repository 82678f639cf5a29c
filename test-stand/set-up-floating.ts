import { copyExample } from './checkout';
import { setUpBy } from './set-up';

/** Begins with the stand that has two gateways and addresses that stay. */
export default () => setUpBy(() => copyExample('two-gateways'));
