import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { command } from '../command';
import { programsOnPath } from '../search-path';
import { digest, readStamp, writeStamp } from '../stamp';
import type { Step, ToolchainPaths } from './step';

const pins = (file: string) => join(__dirname, '..', file);

/** What deploys and checks a stand, and what its tests need besides. */
const TOOLS = pins('requirements.txt');
const TEST_TOOLS = pins('requirements-test.txt');
/** What looks at TLS as strangers do; apart from the others, whose libraries it wants in other releases. */
const SCANNER = pins('requirements-scanner.txt');

/** ansible-core 2.19 and ansible-lint run on Python 3.11 and newer. */
const PYTHON_CHECK = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))';

/**
 * Ansible and an XMPP client library, in a virtual environment.
 * @param wantsTestTools whether the tests' are needed too; once installed, they stay until the tools change
 */
export function pythonStep({ toolchain }: ToolchainPaths, wantsTestTools: boolean): Step {
  return environmentStep(toolchain, 'python', wantsTestTools ? [TOOLS, TEST_TOOLS] : [TOOLS]);
}

/** What only tests need, in a virtual environment of its own. */
export function scannerStep({ toolchain }: ToolchainPaths): Step {
  return environmentStep(toolchain, 'scanner', [SCANNER]);
}

/** @param wanted files that pin packages, the first of which begins the environment */
function environmentStep(toolchain: string, name: string, wanted: readonly string[]): Step {
  const home = join(toolchain, name);
  const python = join(home, 'bin', 'python');
  const stampOf = (file: string) => join(home, file === TEST_TOOLS ? '.stamp-test' : '.stamp');
  // Its programs name the folder that they were installed in: one that was moved is made anew.
  const installed = (file: string) => `${digest([file])} in ${home}`;
  /** The files whose packages are not installed as they are pinned. */
  const missing = () => {
    if (!hasItsLibraries(home, python)) return wanted;
    return wanted.filter((file) => readStamp(stampOf(file)) !== installed(file));
  };
  return {
    name,
    async done() {
      return missing().length === 0;
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
      if (missing()[0] === wanted[0]) await command(base, ['-m', 'venv', '--clear', home], log);
      const pip = ['-m', 'pip', '--disable-pip-version-check'];
      // Of Ansible's 15,000 modules a stand uses a few, which Python compiles when it meets them.
      const install = [...pip, 'install', '--no-deps', '--no-compile', '--progress-bar', 'off'];
      for (const file of missing()) {
        await command(python, [...install, '-r', file], log);
        await command(python, [...pip, 'check'], log);
        writeStamp(stampOf(file), installed(file));
      }
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
