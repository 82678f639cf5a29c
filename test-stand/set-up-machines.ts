import { copyFiles } from './checkout';
import { far, near } from './hypervisor-lab';
import setUp from './set-up';

/** Begins with no hypervisors either; only one suite has any. */
export default async function setUpMachines(): Promise<void> {
  // They are stopped by the copy's own programs.
  copyFiles();
  for (const lab of [near, far]) await lab.stop();
  await setUp();
}
