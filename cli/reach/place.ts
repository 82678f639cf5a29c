import { StandError } from '../../controller/errors';

/** The environment from which the hosts are reachable: the lab, or this machine itself. */
export interface Place {
  /** Makes the hosts reachable; running twice is fine. @returns what could not be started, in words */
  start(): Promise<readonly string[]>;
  /** Removes everything that `start` created. */
  stop(): Promise<void>;
  running(): Promise<boolean>;
  /** A command line that runs a command where the hosts are reachable. */
  inside(command: readonly string[]): [program: string, ...args: string[]];
}

/** This machine itself, where the hosts run on a libvirt that is running anyway. */
export const localPlace: Place = {
  async start() {
    return [];
  },
  async stop() {},
  async running() {
    return true;
  },
  inside(command) {
    return [...command] as [string, ...string[]];
  },
};

/** @param exitCode of the command that needs the hosts @throws StandError where they are not reachable */
export async function requireRunning(place: Place, exitCode: number): Promise<void> {
  if (await place.running()) return;
  throw new StandError('the lab is not running; start it with ./stand up', exitCode);
}
