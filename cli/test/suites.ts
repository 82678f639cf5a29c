/** A part of `./stand test`: one program. */
export interface Suite {
  /** By which a command line names it. */
  readonly name: string;
  /** What is said of it while it runs. */
  readonly title: string;
  /** The program, and its arguments. */
  readonly command: readonly string[];
  /** Folder it runs in, relative to the project's. @default the project's */
  readonly folder?: string;
  /** Whether it needs those of the toolchain's programs that nothing but tests needs. */
  readonly testTools?: boolean;
  /** Whether strangers use its stand, from a house of theirs. */
  readonly strangers?: boolean;
  /** Jest counts its tests; any other program counts as one. */
  readonly jest?: boolean;
  /** Name of the suite that needs what it gets. */
  readonly fetchesFor?: string;
  /** What it deploys a stand of. @default it deploys none */
  readonly deploys?: 'containers' | 'machines';
  /** Name of the test file that deploys the stand; later ones find it. @default each deploys its own */
  readonly deployedBy?: string;
  /** Whether its stand lies beside the first suite's, and takes what processors that leaves. */
  readonly beside?: boolean;
  /** Whether it waits for no other, since it takes longest. */
  readonly atOnce?: boolean;
  /** Whether it takes longer than a run of everything may, and runs only when it is named. */
  readonly onDemand?: boolean;
  /** Folder of the copy that is deployed, below `.stand/e2e`. @default the end-to-end test's */
  readonly checkout?: string;
}

export const suites: readonly Suite[] = [
  {
    name: 'code',
    title: 'types, linter and formatter',
    command: ['npm', 'run', '--silent', 'check'],
  },
  {
    name: 'yamllint',
    title: 'yamllint',
    command: ['yamllint', '--strict', 'ansible'],
    testTools: true,
  },
  {
    name: 'ansible-lint',
    title: 'ansible-lint',
    command: ['ansible-lint', '--offline', '--profile', 'production', '--nocolor'],
    folder: 'ansible',
    testTools: true,
  },
  {
    name: 'schemas',
    title: 'schemas of cloud-init',
    command: ['./packages/cloud-init-typescript-templates/scripts/fetch-schemas'],
    fetchesFor: 'unit',
  },
  {
    name: 'promtool',
    title: 'test program of alert rules',
    command: ['./toolchain/fetch-promtool'],
    fetchesFor: 'unit',
  },
  { name: 'unit', title: 'unit tests', command: ['npx', '--no-install', 'jest'], jest: true },
  {
    name: 'e2e',
    title: 'end-to-end test',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.e2e.config.js'],
    jest: true,
    testTools: true,
    strangers: true,
    deploys: 'containers',
    deployedBy: '2-up',
  },
  {
    name: 'release',
    title: 'the other Debian release',
    command: ['nice', 'npx', '--no-install', 'jest', '--config', 'jest.release.config.js'],
    jest: true,
    deploys: 'containers',
    beside: true,
    checkout: 'release',
  },
  {
    name: 'upgrade',
    title: 'a stand of the previous version',
    command: ['nice', 'npx', '--no-install', 'jest', '--config', 'jest.upgrade.config.js'],
    jest: true,
    deploys: 'containers',
    beside: true,
    checkout: 'upgrade',
  },
  {
    name: 'machines',
    title: 'virtual machines',
    command: ['nice', 'npx', '--no-install', 'jest', '--config', 'jest.machines.config.js'],
    jest: true,
    deploys: 'machines',
    beside: true,
    atOnce: true,
    checkout: 'machines',
  },
  {
    name: 'life',
    title: 'secrets, updates and hosts that change while people use the stand',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.life.config.js'],
    jest: true,
    testTools: true,
    deploys: 'containers',
    onDemand: true,
    checkout: 'life',
  },
  {
    name: 'floating',
    title: 'addresses that stay while hosts are lost',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.floating.config.js'],
    jest: true,
    testTools: true,
    deploys: 'containers',
    onDemand: true,
    checkout: 'floating',
  },
  {
    name: 'kills',
    title: 'deployments that are killed',
    command: ['npx', '--no-install', 'jest', '--config', 'jest.kills.config.js'],
    jest: true,
    deploys: 'containers',
    onDemand: true,
    checkout: 'kills',
  },
];
