import { told } from './machine/told';
import { loadConfig } from './synth/load-config';
import { projectPaths } from './synth/paths';
import { synth } from './synth/synth';

try {
  synth(loadConfig(), projectPaths());
} catch (error) {
  process.exitCode = told(error);
}
