import { buildStand } from '../../../model/build-stand';
import { releases } from '../../../model/description/releases';
import { ejabberd } from '../../../model/services/ejabberd';
import { shipped, vary } from '../../fixtures';

test('TURN relays on the ports that a flow opens, and on no other', () => {
  const stand = buildStand(shipped);
  const { ejabberd_turn_min_port: first, ejabberd_turn_max_port: last } = ejabberd.variables(stand);
  const udp = ejabberd.flows(stand).filter(({ protocol }) => protocol === 'udp');
  expect(udp.flatMap(({ ports = [] }) => ports)).toContain(`${first}-${last}`);
  // Allocations of a hundred calls of three.
  expect(Number(last) - Number(first)).toBeGreaterThan(900);
});

test.each(['trixie', 'bookworm'] as const)('%s stores hashes of passwords alone', (release) => {
  const { ejabberd_password_options: options } = ejabberd.variables(
    buildStand(vary({ release })),
  ) as { ejabberd_password_options: Record<string, unknown> };
  expect(options).toBe(releases[release].ejabberdPasswordOptions);
  expect(JSON.stringify(options)).toMatch(/scram/);
  expect(JSON.stringify(options)).not.toMatch(/plain/);
});
