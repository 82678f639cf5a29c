import config from './stand.config';
import { projectPaths } from './synth/paths';
import { synth } from './synth/synth';

synth(config, projectPaths());
