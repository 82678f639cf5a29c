import { compareHosts } from '../../cli/commands/diff';
import { Progress } from '../../cli/progress';
import { localPlace } from '../../cli/reach/place';
import { projectPaths } from '../../controller/paths';
import { buildStand } from '../../model/build-stand';
import { shipped } from '../fixtures';

class Quiet extends Progress {
  readonly lines: string[] = [];
  override line(text: string): void {
    this.lines.push(text);
  }
}

test('a playbook whose check fails is not told to have passed', async () => {
  const progress = new Quiet();
  const place = { ...localPlace, inside: () => ['false'] as [string] };
  const compared = compareHosts({ paths: projectPaths(), place, progress }, buildStand(shipped));
  await expect(compared).rejects.toThrow('the playbook base failed in check mode');
  expect(progress.lines).toContainEqual(expect.stringMatching(/^✗ check base \(/));
  expect(progress.lines.join('\n')).not.toContain('✓');
});

test('a part of the test that fails without a word is not told to have passed', async () => {
  const progress = new Quiet();
  await progress.phase('unit tests', () => 1, { succeeded: (code) => code === 0 });
  expect(progress.lines).toContainEqual(expect.stringMatching(/^✗ unit tests \(/));
});
