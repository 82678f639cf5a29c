import { join, resolve } from 'node:path';
import { projectPaths } from '../controller/paths';

export const project = resolve(__dirname, '..');
const folder = join(project, '.stand', 'e2e');

/** All that a path may have, and more of it than a socket's may. */
const odd = "it's a (long) checkout, with all that a path may have & more than sockets bear";

/** Where a tested stand lives: a copy of this checkout, so that the checkout's own is left alone. */
export function rootOf(checkout = odd): string {
  return join(folder, checkout);
}

/** The home directory of a copy that is there. */
export function homeOf(root: string): string {
  return join(folder, `home-of-${projectPaths(root).identity}`);
}
