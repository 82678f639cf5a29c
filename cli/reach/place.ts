/** Where commands reach the hosts, and what brings it about. */
export interface Place {
  /** Makes the hosts reachable; running twice is fine. */
  start(): Promise<void>;
  /** Takes away what `start` made. */
  stop(): Promise<void>;
  running(): Promise<boolean>;
  /** A command line that runs a command where the hosts are reachable. */
  inside(command: readonly string[]): [program: string, ...args: string[]];
}

/** A libvirt that is there anyway: hosts are reached from this machine as it is. */
export const here: Place = {
  async start() {},
  async stop() {},
  async running() {
    return true;
  },
  inside(command) {
    return [...command] as [string, ...string[]];
  },
};
