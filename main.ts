import { loadConfig } from './synth/load-config';
import { projectPaths } from './synth/paths';
import { synth } from './synth/synth';

synth(loadConfig(), projectPaths());
