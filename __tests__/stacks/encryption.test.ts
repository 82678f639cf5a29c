import { projectPaths } from '../../controller/paths';
import { vary } from '../fixtures';
import { synthesise } from './synthesise';

const encryptionOf = (encrypted?: boolean) =>
  synthesise(vary({ state: { backend: 'pg', encrypted } }), projectPaths('/')).terraform.terraform
    .encryption;

test('a state is encrypted by a key that a program gives, and read as it was before, too', () => {
  expect(encryptionOf(true)).toMatchObject({
    key_provider: {
      external: { vault: { command: ['/toolchain/state-key', '/h/password'] } },
    },
    state: { method: 'method.aes_gcm.vault', fallback: { method: 'method.unencrypted.none' } },
    plan: { method: 'method.aes_gcm.vault', enforced: true },
  });
});

test('a state that was encrypted is decrypted', () => {
  expect(encryptionOf(false)).toMatchObject({
    state: { method: 'method.unencrypted.none', fallback: { method: 'method.aes_gcm.vault' } },
  });
  expect(encryptionOf(false)).not.toHaveProperty('plan');
});

test('an engine that cannot encrypt reads nothing of it', () => {
  expect(encryptionOf()).toBeUndefined();
});

test('the backend gets no setting of it', () => {
  const { terraform } = synthesise(vary({ state: { backend: 'pg', encrypted: true } }));
  expect(terraform.terraform.backend.pg).toEqual({});
});
