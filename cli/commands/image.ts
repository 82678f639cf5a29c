import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { installPackages, missingImageTools } from '../../controller/system/packages';
import { buildImage } from '../../images/build';
import { builtImage, packagesWithin } from '../../images/host-image';
import { describedStand } from '../config';
import type { Context } from '../context';
import { hasConsent } from '../prepare';

export function image(program: Command, context: Context): void {
  program
    .command('image')
    .description(
      "Manage the disk image of virtual machines where Debian's own cannot be downloaded.",
    )
    .command('build')
    .description(
      "Build the image from Debian's packages for the described release; takes about 2 minutes.",
    )
    .option('--yes', 'install missing packages without asking')
    .action((options: { yes?: boolean }) => build(context, hasConsent(options)));
}

async function build({ paths, progress }: Context, consented: boolean): Promise<void> {
  const stand = describedStand(paths);
  const { release } = stand;
  const file = builtImage(paths, stand);
  const packages = missingImageTools();
  if (packages.length > 0) await installPackages(packages, consented);
  if (!existsSync(file)) {
    await progress.phase(`build the disk image of ${release.codename}`, () =>
      buildImage(paths, 'disk', release, file, packagesWithin(paths, stand)),
    );
  }
  process.stdout.write(`${file}\n`);
}
