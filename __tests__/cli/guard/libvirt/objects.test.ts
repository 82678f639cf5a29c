import { LibvirtObjects } from '../../../../cli/guard/libvirt/objects';
import { localPlace } from '../../../../cli/reach/place';

/** A place where libvirt's program fails with these words. */
const failing = (words: string) => ({
  ...localPlace,
  inside: (): [string, ...string[]] => ['sh', '-c', 'echo "$1" >&2; exit 1', 'sh', words],
});

const refusal = (uri: string, words: string) =>
  new LibvirtObjects(failing(words), { name: 'hv', uri, pool: undefined }).requireAnswer();

test.each([
  [
    'qemu:///system',
    "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied",
    /join the group libvirt/,
  ],
  [
    'qemu:///system',
    "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory",
    /make sure that libvirtd runs there/,
  ],
  [
    'qemu+ssh://admin@hv2.example.org/system',
    'Cannot recv data: Host key verification failed.: Connection reset by peer',
    /`ssh admin@hv2.example.org virsh --connect qemu:\/\/\/system uri` works/,
  ],
  [
    'qemu+ssh://admin@hv2.example.org:2222/system',
    'Cannot recv data: Permission denied (publickey).: Connection reset by peer',
    /`ssh -p 2222 admin@hv2.example.org virsh /,
  ],
])('%s: %s', async (uri, words, remedy) => {
  await expect(refusal(uri, words)).rejects.toThrow(remedy);
  await expect(refusal(uri, words)).rejects.toThrow(words);
});

test('all volumes of a pool are found', async () => {
  const place = {
    ...localPlace,
    inside: (command: readonly string[]): [string, ...string[]] => {
      const rows = ' a.qcow2   /pool/a.qcow2\\n b.qcow2   /pool/b.qcow2\\n\\n';
      return ['printf', command.includes('vol-list') ? rows : ''];
    },
  };
  const libvirt = new LibvirtObjects(place, { name: 'hv', uri: undefined, pool: undefined });
  expect([...(await libvirt.list(['stand']))]).toEqual([
    'volume stand/a.qcow2',
    'volume stand/b.qcow2',
  ]);
});
