import { join } from 'node:path';
import { type Paths, projectPaths } from '../controller/paths';
import { Lab } from '../lab/lab';
import { deriveHypervisors, isInLab } from '../model/topology/hypervisors';
import { loadConfig } from '../synth/load-config';
import { Durations } from './durations';
import { Engine } from './engine/engine';
import { Progress } from './progress';
import { localPlace, type Place } from './reach/place';

/** What every command works with. */
export interface Context {
  readonly paths: Paths;
  readonly progress: Progress;
  /** The lab, or this machine as it is. */
  readonly place: Place;
  readonly engine: Engine;
}

export function createContext(): Context {
  const paths = projectPaths();
  const progress = new Progress(new Durations(join(paths.runtime, 'durations.json')));
  return {
    paths,
    progress,
    // Asked for by a command, when its options have been read.
    get place() {
      return isInLab({ hypervisors: deriveHypervisors(loadConfig()) })
        ? new Lab(paths)
        : localPlace;
    },
    engine: new Engine(paths, progress),
  };
}
