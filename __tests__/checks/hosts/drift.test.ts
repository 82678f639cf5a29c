import { driftProbes } from '../../../checks/hosts/drift';
import { buildStand } from '../../../model/build-stand';
import { shipped } from '../../fixtures';
import { look } from '../answers';

const stand = buildStand(shipped);
const recap = (host: string, changed: number) =>
  `${host.padEnd(26)} : ok=8    changed=${changed}    unreachable=0    failed=0    skipped=1`;

function find(code: number, ...output: string[]) {
  const played: string[] = [];
  const probes = driftProbes(stand, async (service) => {
    played.push(service);
    return { code, output, lines: code === 0 ? output : [] };
  });
  return { found: look(probes, 'playbook haproxy'), played, probes };
}

test('there is a probe for each playbook, and each runs its own', async () => {
  const { found, played, probes } = find(0);
  await found;
  expect(played).toEqual(['haproxy']);
  expect(probes).toHaveLength(stand.services.length);
});

test('a playbook that would change nothing holds', async () => {
  const { found } = find(0, 'PLAY RECAP ****', recap('e1server', 0), recap('e2server', 0), '');
  expect(await found).toEqual({ ok: true, saw: 'it would change nothing on 2 hosts' });
});

test('what a playbook would change is reported by host', async () => {
  const { found } = find(0, recap('e1server', 1), recap('e2server', 12), recap('e3server', 0));
  expect(await found).toEqual({ ok: false, saw: '1 task on e1server; 12 tasks on e2server' });
});

test('a playbook that fails is reported with its error', async () => {
  const { found } = find(1, 'service haproxy failed', '', 'TASK [haproxy : Configure]');
  expect(await found).toEqual({
    ok: false,
    saw: 'service haproxy failed; TASK [haproxy : Configure]',
  });
});
