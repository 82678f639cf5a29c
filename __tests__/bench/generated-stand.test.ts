import { generatedStand } from '../../bench/generated-stand';
import { buildStand } from '../../model/build-stand';
import { renderStand } from '../stacks/synthesise';

test.each([7, 10, 100, 1000])('a generated stand of %i hosts has them, and no fault', (count) => {
  const { hosts, services } = buildStand(generatedStand(count));
  expect(hosts).toHaveLength(count);
  expect(services.map(({ name }) => name)).toEqual(expect.arrayContaining(['ejabberd', 'etcd']));
});

test('what is written for a stand grows with the number of its hosts, not with its square', () => {
  const written = (count: number) =>
    Object.values(renderStand(generatedStand(count)).files).join('').length;
  const [small, middle, large] = [50, 100, 200].map(written) as [number, number, number];
  expect((large - middle) / (middle - small)).toBeLessThan(2.5);
});
