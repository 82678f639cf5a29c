import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildStand } from '../../../model/build-stand';
import { converseRelease, webChatArchive } from '../../../model/description/web-chat';
import { ejabberd } from '../../../model/services/ejabberd';
import { refuses, shipped, vary } from '../../fixtures';

interface Pinned {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly resolved?: string;
}

const lock = JSON.parse(
  readFileSync(join(__dirname, '../../../web-chat/package-lock.json'), 'utf8'),
) as { readonly packages: Readonly<Record<string, Pinned>> };

refuses([
  [
    'a web chat that is neither there nor not',
    vary({ webChat: 'chat.domain.local' as unknown as boolean }),
    ...(['webChat', /boolean/, /true or false/] as const),
  ],
]);

test('the package that is pinned is the one by which the archive is called', () => {
  expect(lock.packages['node_modules/converse.js']?.version).toBe(converseRelease);
  expect(webChatArchive).toContain(converseRelease);
});

test('whatever comes from a registry has a digest, and no registry is named', () => {
  const fetched = Object.values(lock.packages).filter(({ version, link }) => version && !link);
  const [own, ...others] = fetched;
  expect(own?.integrity).toBeUndefined();
  expect(others.length).toBeGreaterThan(0);
  for (const { integrity, resolved } of others)
    expect([integrity?.slice(0, 7), resolved]).toEqual(['sha512-', undefined]);
});

test('a stand has it unless it is not wanted', () => {
  const packageOf = (config = shipped) =>
    ejabberd.variables(buildStand(config)).ejabberd_web_chat_package;
  expect(packageOf()).toMatch(new RegExp(`/web-chat/${webChatArchive}$`));
  expect(packageOf(vary({ webChat: false }))).toBe('');
});

test('people are told whom to trust only where nobody knows the authority', () => {
  const told = (config = shipped) => ejabberd.variables(buildStand(config)).ejabberd_web_authority;
  expect(told()).toBe(true);
  const files = { source: 'files', certificate: 'a.crt', key: 'a.key' } as const;
  expect(told(vary({ certificates: files }))).toBe(false);
});
