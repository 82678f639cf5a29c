import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { imageFolder } from '../lab/image-folder';
import type { StandConfig } from '../model/config';
import { buildStand, type Stand } from '../model/stand';
import { StandStack } from '../stacks/stand-stack';
import { folderDigests, publicKey, writeFiles } from './files';
import { lackingServices } from './lacking-services';
import { type Paths, secretPaths } from './paths';
import { render } from './render';

/** The stack's name, which Terraform's folder and state file carry. */
export const stackName = 'stand';

/**
 * Derives everything from the description and writes it: Terraform's configuration to `cdktf.out`,
 * cloud-init's seeds and Ansible's data to `.stand/generated`.
 * @throws InvalidStandError before anything is written
 */
export function synth(config: StandConfig, paths: Paths): Stand {
  const stand = buildStand(config, lackingServices(config, paths));
  const { files, shapes, digests } = render({
    stand,
    paths,
    secretPaths: secretPaths(paths, stand),
    publicKey: publicKey(paths.sshKey),
    roleDigests: folderDigests(join(paths.root, 'ansible', 'roles')),
  });
  writeFiles(files, [paths.hosts, paths.ansible]);
  mkdirSync(paths.knownHosts, { recursive: true });
  const app = new App({ outdir: join(paths.root, 'cdktf.out'), stackTraces: false });
  const image = imageFolder(paths, stand.release);
  new StandStack(app, stackName, { stand, paths, image, shapes, digests });
  app.synth();
  return stand;
}
