const { basename } = require('node:path');
const { default: TestRunner } = require('jest-runner');

/** Test files whose names begin with the same number run side by side; the next number waits for them. */
module.exports = class TurnRunner extends TestRunner {
  async runTests(tests, watcher, { serial }) {
    for (const files of turns(tests)) {
      await super.runTests(files, watcher, { serial: serial || files.length === 1 });
    }
  }
};

/** Groups of what comes sorted by number. */
function turns(tests) {
  const groups = new Map();
  for (const test of tests) {
    const turn = Number.parseInt(basename(test.path), 10);
    groups.set(turn, [...(groups.get(turn) ?? []), test]);
  }
  return groups.values();
}
