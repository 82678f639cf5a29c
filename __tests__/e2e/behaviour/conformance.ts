import { features, trialOf } from '../../../docs/render/conformance';
import { component } from '../../../test-stand/checkout';
import { domain, ejabberdHosts } from '../../../test-stand/hosts';
import { onHost } from '../support/guest';
import { interoperate } from '../support/services/xmpp';

/** Those that are tried between the nodes, each once. */
const names = [...new Set(features.map(trialOf).filter((name) => name !== undefined))];

/** What XEP-0479 asks servers for, and beyond; docs/reference/conformance.md has it all. */
export function describeConformance(): void {
  describe('between the nodes', () => {
    let found: Readonly<Record<string, Readonly<Record<string, string>>>>;

    beforeAll(async () => {
      // It answers two people in each direction.
      const answers = 2 * ejabberdHosts.length;
      const wanted = { domain: `${component}.${domain}`, answers, seconds: 120 };
      const [tried] = await Promise.all([
        interoperate('conformance.py'),
        onHost('e1server', 'component.py', wanted),
      ]);
      found = tried as typeof found;
    });

    it('is tried what the table says, and nothing else', () => {
      expect(Object.keys(found).sort()).toEqual([...names].sort());
    });

    it.each(names)('%s', (name) => {
      expect(found[name]).toEqual(Object.fromEntries(ejabberdHosts.map((node) => [node, 'ok'])));
    });
  });
}
