import { join, resolve } from 'node:path';
import config from '../../stand.config';
import { writeFiles } from '../../synth/files';
import { documents } from './files';

const root = resolve(__dirname, '..', '..');
const files = Object.entries(documents(config));
writeFiles(Object.fromEntries(files.map(([path, text]) => [join(root, path), text])), []);
