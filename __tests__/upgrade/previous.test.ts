import { copyCommit, copyFiles } from '../../test-stand/checkout';
import { leftovers } from '../../test-stand/leftovers';
import { hasPreviousCommit, previousCommit } from '../../test-stand/previous-commit';
import { stand, succeed, up } from '../../test-stand/stand';
import { type Kept, keepSomething, kept, stillKept } from '../e2e/support/kept';
import { converse, type Spoken } from '../e2e/support/services/conversation';
import { expectSettled } from '../e2e/support/sound';
import { itUnlessKept } from '../support/unless-kept';
import { describeChanges } from './changes';

const describeWithHistory = hasPreviousCommit() ? describe : describe.skip;

describeWithHistory('a stand that the previous version deployed', () => {
  let moment: number;
  let before: Kept;
  let spoken: Spoken;
  beforeAll(async () => {
    copyCommit(previousCommit);
    await up();
    await keepSomething();
    const conversation = await converse('e1server', 'e2server');
    moment = Math.floor(Date.now() / 1000);
    before = await kept(moment);
    copyFiles();
    await up().finally(async () => {
      spoken = await conversation.end();
    });
  });

  it('is taken over with all that its services kept', async () => {
    expect(await kept(moment)).toEqual(stillKept(before));
  });

  it('loses no message that it accepted meanwhile', () => {
    expect(spoken).toMatchObject({
      notArchived: { sender: [], receiver: [] },
      notReceived: [],
      after: true,
    });
    expect(spoken.accepted).toBeGreaterThan(0);
  });

  it('is as described then, and sound', async () => {
    expect((await stand(['diff'])).code).toBe(0);
    await expectSettled();
  });

  describeChanges();

  itUnlessKept('is taken down like any other', async () => {
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });
});
