import type { Paths, SecretPaths } from '../../controller/paths';
import type { Rotations } from '../../controller/rotations';
import type { HostImage } from '../../images/host-image';
import type { Stand } from '../../model/stand';
import type { ServiceFiles } from './service-files';

/** What the generated files follow from. */
export interface RenderInputs {
  readonly stand: Stand;
  readonly paths: Paths;
  readonly secretPaths: SecretPaths;
  readonly rotations: Rotations;
  /** Line of authorized_keys. */
  readonly publicKey: string;
  /** What the hosts boot from. */
  readonly image: HostImage;
  /** For each container that there is, by its host's name, the definition that it was made with. */
  readonly definitions: Readonly<Record<string, string>>;
  /** Certificates that the description names. */
  readonly certificateFiles: ServiceFiles;
  /** For each role by name, the digests of its files by their paths. */
  readonly roleFiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
