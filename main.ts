import { reportFailure } from './controller/command-failure';
import { projectPaths } from './controller/paths';
import { loadConfig } from './synth/load-config';
import { synth } from './synth/synth';

try {
  synth(loadConfig(), projectPaths());
} catch (error) {
  process.exitCode = reportFailure(error);
}
