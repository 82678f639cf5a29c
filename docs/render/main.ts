import { join, resolve } from 'node:path';
import example from '../../examples/two-gateways.config';
import config from '../../stand.config';
import { writeFiles } from '../../synth/files';
import { documents } from './files';

const root = resolve(__dirname, '..', '..');
const files = Object.entries(documents(config, example));
writeFiles(Object.fromEntries(files.map(([path, text]) => [join(root, path), text])), []);
