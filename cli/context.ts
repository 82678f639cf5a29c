import { Lab } from '../lab/lab';
import { type Paths, projectPaths } from '../synth/paths';
import { Engine } from './engine';
import { Progress } from './progress';

/** What every command works with. */
export interface Context {
  readonly paths: Paths;
  readonly progress: Progress;
  readonly lab: Lab;
  readonly engine: Engine;
}

export function createContext(): Context {
  const paths = projectPaths();
  const progress = new Progress();
  return { paths, progress, lab: new Lab(paths), engine: new Engine(paths, progress) };
}
