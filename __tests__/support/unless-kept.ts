import { isKept } from '../../test-stand/settings';

/** Jest's own, but for what takes the stand down: that is skipped where it is left up for a look. */
export const describeUnlessKept = isKept ? describe.skip : describe;
export const itUnlessKept = isKept ? it.skip : it;
