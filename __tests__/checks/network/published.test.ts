import { networkProbes } from '../../../checks/network';
import { publications } from '../../../model/published/publications';
import { publishedRules } from '../../../model/published/rules';
import { checkedStand } from '../../../synth/checked-stand';
import { exposed, published, vary } from '../../fixtures';
import { answering, look } from '../answers';

const name = 'what is published at 203.0.113.7';
const stand = checkedStand(published);

test('what the hypervisor forwards is compared with what is described', async () => {
  const { tools, asked } = answering({ 'published.py': () => [] });
  const finding = await look(networkProbes(stand, tools), name);
  expect(finding).toEqual({ ok: true, saw: '12 ports and ranges are forwarded' });
  const [publication] = publications(stand);
  expect(asked.at(-1)?.argument).toEqual({
    command: [
      expect.stringMatching(/\/stacks\/publish$/),
      'obstacles',
      'inside',
      'stand-messaging-public',
    ],
    rules: publication && publishedRules(stand, publication, 'lab'),
  });
});

test('what differs is told', async () => {
  const { tools } = answering({ 'published.py': () => ['the table is not loaded'] });
  const finding = await look(networkProbes(stand, tools), name);
  expect(finding).toEqual({ ok: false, saw: 'the table is not loaded' });
});

test('a hypervisor elsewhere is asked there', async () => {
  const uri = 'qemu+ssh://root@host/system';
  const config = vary({ hypervisor: 'kvm', hypervisors: { one: { uri } } }, published);
  const { tools, asked } = answering({ 'published.py': () => [] });
  await look(networkProbes(checkedStand(config), tools), name);
  const { command } = (asked.at(-1)?.argument ?? { command: [] }) as { command: string[] };
  expect(command.slice(1, 3)).toEqual(['obstacles', 'ssh://root@host']);
});

test('where nothing is published, nothing is asked', () => {
  const names = networkProbes(checkedStand(exposed), answering({}).tools).map((one) => one.name);
  expect(names.filter((one) => one.includes('published'))).toEqual([]);
});
