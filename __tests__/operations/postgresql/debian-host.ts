import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundle } from '../../../controller/agent/bundle';

/** Exit code of a script that was cut. */
export const wasCut = 99;

/** Ends Python before one of its effects: a file written, renamed or deleted, a program that changes something. */
const cutter = `
import os, sys
_effects = 0
def _audit(event, arguments):
    global _effects
    if event == "open":
        changes = isinstance(arguments[1], str) and "w" in arguments[1]
    elif event == "subprocess.Popen":
        changes = not any(word in " ".join(arguments[1]) for word in ("pg_lsclusters", " is-"))
    else:
        changes = event in ("os.rename", "os.remove", "os.mkdir", "shutil.rmtree")
    if changes:
        _effects += 1
        if _effects > CUT:
            os._exit(${wasCut})
sys.addaudithook(_audit)
`;

/** A folder that a script takes for a host's root, with programs that it finds before the machine's. */
export class DebianHost {
  readonly root = mkdtempSync(join(tmpdir(), 'host-'));

  /** Its path on this machine. */
  path(path: string): string {
    return join(this.root, path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  /** A program of that name, in shell; `$ROOT` is the host's root. */
  program(name: string, text: string): void {
    this.write(`bin/${name}`, `#!/bin/sh\nROOT=${this.root}\n${text}\n`);
    chmodSync(this.path(`bin/${name}`), 0o755);
  }

  /**
   * Runs a script of operations/guest.
   * @param cut after how many of its effects it ends; none where it is left out
   */
  run(script: string, argument: unknown, cut?: number) {
    const text = bundle(join('operations/guest', script)).replaceAll(
      /(?<=")\/(?=(?:etc|var)\/)/g,
      `${this.root}/`,
    );
    const traced = cut === undefined ? text : cutter.replace('CUT', `${cut}`) + text;
    const { status, stdout, stderr } = spawnSync('python3', ['-c', traced], {
      input: JSON.stringify(argument),
      encoding: 'utf8',
      env: { ...process.env, PATH: `${this.path('bin')}:${process.env.PATH}` },
    });
    return { status, stdout: stdout.trim(), stderr: stderr.trim() };
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
