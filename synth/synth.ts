import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { type Paths, secretPaths } from '../controller/paths';
import { readRotations } from '../controller/rotations';
import { hostImage } from '../images/host-image';
import type { StandConfig } from '../model/description/config';
import type { Stand } from '../model/stand';
import { isEmulated } from '../model/topology/emulation';
import { StandStack } from '../stacks/stand-stack';
import { readCertificates } from './certificate-files';
import { checkedStand } from './checked-stand';
import { containerDefinitions } from './container-definitions';
import { deployedBy } from './deployed';
import { folderFiles, publicKey, writeFiles } from './files';
import { render } from './render';
import { makeSeeds } from './seeds';
import { unavailableServices } from './unavailable-services';

/** The stack's name, which Terraform's folder and state file carry. */
export const stackName = 'stand';

/**
 * Derives everything from the description and writes it: Terraform's configuration to `cdktf.out`,
 * cloud-init's seeds and Ansible's data to `.stand/generated`.
 * @param protectData whether the engine refuses to delete data volumes
 * @throws InvalidStandError before anything is written
 */
export function synth(
  config: StandConfig,
  paths: Paths,
  { protectData = true }: { protectData?: boolean } = {},
): Stand {
  const stand = checkedStand(config, unavailableServices(config, paths));
  const image = hostImage(paths, stand);
  const secrets = secretPaths(paths, stand);
  const { files, ...rendered } = render({
    stand,
    paths,
    secretPaths: secrets,
    rotations: readRotations(secrets),
    image,
    publicKey: publicKey(paths.sshKey),
    definitions: containerDefinitions(paths, stand),
    certificateFiles: readCertificates(stand, paths.root),
    roleFiles: folderFiles(join(paths.root, 'ansible', 'roles')),
  });
  writeFiles(files, [paths.hosts, paths.ansible]);
  makeSeeds(paths, stand);
  mkdirSync(paths.knownHosts, { recursive: true });
  const app = new App({ outdir: join(paths.root, 'cdktf.out'), stackTraces: false });
  const boots = bootsAtATime(stand);
  new StandStack(app, stackName, {
    stand,
    paths,
    image: image.path,
    boots,
    protectData,
    vaultPasswordFile: secrets.vaultPasswordFile,
    deployed: deployedBy(paths, config),
    ...rendered,
  });
  app.synth();
  return stand;
}

/** Software emulation keeps a processor busy for each machine that boots; KVM waits for its disk. */
function bootsAtATime(stand: Stand): number {
  return (isEmulated(stand) ? 1 : 4) * availableParallelism();
}
