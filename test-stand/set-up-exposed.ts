import { copyExposed } from './checkout';
import { setUpBy } from './set-up';

/** Begins with a stand that the world reaches. */
export default () => setUpBy(copyExposed);
