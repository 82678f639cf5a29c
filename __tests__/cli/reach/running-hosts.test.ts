import { localPlace, type Place } from '../../../cli/reach/place';
import { runningHosts } from '../../../cli/reach/running-hosts';
import { projectPaths } from '../../../controller/paths';
import { buildStand } from '../../../model/build-stand';
import { vary } from '../../fixtures';

const paths = projectPaths();
const stand = buildStand(vary({ hypervisor: 'qemu' }));

/** A place where libvirt's program prints these words. */
const printing = (words: string): Place => ({
  ...localPlace,
  inside: () => ['printf', '%s', words],
});

const namesAt = async (place: Place) =>
  [...(await runningHosts({ paths, place }, stand))].map(({ name }) => name);

it('are those that libvirt has under their names', async () => {
  const domains = '\nmessaging-e2server\nother-e1server\nmessaging-gw1server\n\n';
  expect(await namesAt(printing(domains))).toEqual(['e2server', 'gw1server']);
});

it('are none where the lab does not run, or has no libvirt', async () => {
  const stopped = { ...printing('messaging-e2server'), running: async () => false };
  expect(await namesAt(stopped)).toEqual([]);
  const bare = { ...localPlace, inside: (): [string] => ['/no/such/program'] };
  expect(await namesAt(bare)).toEqual([]);
});
