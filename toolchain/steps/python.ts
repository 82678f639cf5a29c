import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { command } from '../command';
import { programsOnPath } from '../search-path';
import { digest, readStamp, writeStamp } from '../stamp';
import type { Step, ToolchainPaths } from './step';

const REQUIREMENTS = join(__dirname, '..', 'requirements.txt');

/** ansible-core 2.19 and ansible-lint run on Python 3.11 and newer. */
const PYTHON_CHECK = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))';

/** Ansible, its linter and an XMPP client library, in a virtual environment. */
export function pythonStep({ toolchain }: ToolchainPaths): Step {
  const home = join(toolchain, 'python');
  const python = join(home, 'bin', 'python');
  const stamp = join(home, '.stamp');
  return {
    name: 'python',
    async done() {
      return readStamp(stamp) === digest([REQUIREMENTS]) && hasItsLibraries(home, python);
    },
    async packages() {
      return (await findPython()) ? [] : ['python3-venv'];
    },
    async run(log) {
      const base = await findPython();
      if (!base)
        throw new Error(
          'Python must be 3.11 or newer and have venv; run apt-get install python3-venv',
        );
      mkdirSync(toolchain, { recursive: true });
      await command(base, ['-m', 'venv', '--clear', home], log);
      const pip = ['-m', 'pip', '--disable-pip-version-check'];
      const install = ['install', '--no-deps', '--progress-bar', 'off', '-r', REQUIREMENTS];
      await command(python, [...pip, ...install], log);
      await command(python, [...pip, 'check'], log);
      writeStamp(stamp, digest([REQUIREMENTS]));
    },
  };
}

/** False after an upgrade of the system's Python: the libraries are in the old version's folder. */
function hasItsLibraries(home: string, python: string): boolean {
  return existsSync(python) && existsSync(join(home, 'lib', basename(realpathSync(python))));
}

/**
 * A Python that can create the environment, or undefined. The distribution's comes first: a version
 * manager's may depend on the working directory.
 */
async function findPython(): Promise<string | undefined> {
  for (const python of new Set(['/usr/bin/python3', ...programsOnPath('python3')])) {
    const suits = command(python, ['-c', PYTHON_CHECK]);
    if (
      await suits.then(
        () => true,
        () => false,
      )
    )
      return python;
  }
  return undefined;
}
