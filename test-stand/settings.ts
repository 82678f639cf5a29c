/** Settings of `./stand test` for the stands that it tests. */

/** The stand is left up after the tests. */
export const isKept = process.env.STAND_E2E_KEEP === 'true';

/** The chosen tests expect a stand, and deploy none: a kept one will do. */
export const deploysFirst = process.env.STAND_E2E_DEPLOY === 'true';
