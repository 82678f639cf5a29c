import type { TerraformStack } from 'cdktf';

/**
 * Has OpenTofu encrypt the state and plans, or decrypt a state that was encrypted before. What the state was before
 * is read, too: it is taken over when it is written next.
 * @param encrypted undefined where neither is wanted, as with Terraform, which cannot
 * @param keyProgram the command that gives the key
 */
export function addEncryption(
  stack: TerraformStack,
  encrypted: boolean | undefined,
  keyProgram: readonly string[],
): void {
  if (encrypted === undefined) return;
  const [vault, none] = ['method.aes_gcm.vault', 'method.unencrypted.none'];
  const [method, before] = encrypted ? [vault, none] : [none, vault];
  stack.addOverride('terraform.encryption', {
    key_provider: { external: { vault: { command: keyProgram } } },
    method: {
      aes_gcm: { vault: { keys: '${key_provider.external.vault}' } },
      unencrypted: { none: {} },
    },
    state: { method, fallback: { method: before } },
    ...(encrypted && { plan: { method, enforced: true } }),
  });
}
