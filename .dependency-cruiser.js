/**
 * The floors of the house: a room imports from rooms below it only, types included, and no files
 * import each other in a circle. See docs/architecture.md.
 */

/** Rooms of the model from the ground up; those of one floor do not know each other. */
const model = [
  ['model/description'],
  ['model/topology'],
  ['model/stand.ts'],
  ['model/traffic', 'model/backups', 'model/settings'],
  ['model/host-files'],
  ['model/services'],
  ['model/published'],
  ['model/dns'],
  ['model/build-stand.ts'],
];

/** The other rooms stand on the model. */
const rooms = [
  ['controller', 'dashboards', 'toolchain'],
  ['images', 'lab', 'xmpp'],
  ['cloudinit', 'stacks', 'checks', 'operations', 'test-stand'],
  ['ansible', 'drills'],
  ['synth'],
  ['cli', 'bench', 'docs', 'main.ts'],
];

const floors = [...model, ...rooms];
const pathOf = (room) => (room.endsWith('.ts') ? `^${room}$` : `^${room}/`);
const oneOf = (names) => names.map(pathOf).join('|');
const anyRoom = oneOf(floors.flat());

/** What a room must not see: all that is above it, and the other rooms of its own floor. */
const upward = floors.flatMap((floor, height) =>
  floor.map((room) => ({
    name: `${room} stands below`,
    severity: 'error',
    from: { path: pathOf(room) },
    to: {
      path: oneOf([...floor.filter((other) => other !== room), ...floors.slice(height + 1).flat()]),
    },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'what rooms import is in a room',
      severity: 'error',
      from: { path: anyRoom },
      to: {
        pathNot: `${anyRoom}|^packages/|^examples/|^stand\\.config\\.ts$`,
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'packages stand alone',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: anyRoom },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
