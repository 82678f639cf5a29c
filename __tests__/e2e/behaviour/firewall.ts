import { addressOf } from '../../../test-stand/hosts';
import { nameOf, type Target, tryPorts } from '../support/guest';
import { type Case, cases, type Expectation } from './firewall-cases';

interface Expected {
  readonly target: Target;
  readonly outcome: Expectation;
}

function expectations({ to, address = addressOf(to), tcp = {}, udp = {} }: Case): Expected[] {
  return (['tcp', 'udp'] as const).flatMap((protocol) =>
    Object.entries(protocol === 'tcp' ? tcp : udp).flatMap(([outcome, ports]) =>
      ports.map((port) => ({
        target: { protocol, address, port },
        outcome: outcome as Expectation,
      })),
    ),
  );
}

export function describeFirewall(): void {
  describe('traffic', () => {
    /** Outcomes by sender and target. */
    let found: Record<string, Record<string, string>>;

    beforeAll(async () => {
      const senders = [...new Set(cases.map(({ from }) => from))];
      const tried = senders.map(async (sender) => {
        const sent = cases.filter(({ from }) => from === sender).flatMap(expectations);
        const targets = sent.map(({ target }) => target);
        return [sender, await tryPorts(sender, targets)] as const;
      });
      found = Object.fromEntries(await Promise.all(tried));
    });

    it.each(cases)('from $from to $to: $why', (expected) => {
      const outcomes = expectations(expected).map(({ target, outcome }) => [
        nameOf(target),
        outcome,
      ]);
      expect(found[expected.from]).toMatchObject(Object.fromEntries(outcomes));
    });
  });
}
