const { default: Sequencer } = require('@jest/test-sequencer');

/** Test files in the order of their numbers: each finds the stand as the last number left it. */
module.exports = class NumberedSequencer extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) =>
      one.path.localeCompare(other.path, 'en', { numeric: true }),
    );
  }
};
