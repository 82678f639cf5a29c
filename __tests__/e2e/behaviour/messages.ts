import { account, type Delivered, type Delivery, deliver } from '../support/services/xmpp';

/** Between which accounts, nodes and ways in a message goes: each node and way sends and receives. */
function deliveries(): Delivery[] {
  const over = { starttls: 'STARTTLS', direct: 'direct TLS' } as const;
  return [
    {
      sender: account('admin', 'e1server', over.starttls),
      receiver: account('max', 'e2server', over.direct),
      body: 'from the first node to the second',
      offline: false,
    },
    {
      sender: account('max', 'e2server', over.starttls),
      receiver: account('admin', 'e1server', over.direct),
      body: 'from the second node to the first',
      offline: false,
    },
    {
      sender: account('admin', 'e1server', over.direct),
      receiver: account('max', 'e2server', over.starttls),
      body: 'for later',
      offline: true,
    },
  ];
}

/** Sends every kind of message between the nodes. Throws when one does not arrive. */
export function exchangeMessages(): Promise<Delivered[]> {
  return deliver(deliveries());
}

export function describeMessages(): void {
  describe('messages', () => {
    let delivered: Delivered[];

    beforeAll(async () => {
      delivered = await exchangeMessages();
    });

    it('arrive from admin on e1server at max on e2server, and back', () => {
      expect(delivered.slice(0, 2)).toMatchObject([
        { from: 'admin@domain.local', body: 'from the first node to the second', delayed: false },
        { from: 'max@domain.local', body: 'from the second node to the first', delayed: false },
      ]);
    });

    it('wait for a receiver who is offline', () => {
      expect(delivered[2]).toMatchObject({
        from: 'admin@domain.local',
        body: 'for later',
        delayed: true,
      });
    });

    it('go by TLS 1.2 or newer and SCRAM with SHA-2', () => {
      for (const { tls, mechanism } of delivered.flatMap(({ sessions }) => sessions)) {
        expect(tls).toMatch(/^TLSv1\.[23]$/);
        expect(mechanism).toMatch(/^SCRAM-SHA-(256|512)(-PLUS)?$/);
      }
    });

    it('are not sent to a server that the client has no reason to trust', async () => {
      // The machine's own authorities in place of the stand's.
      const attempt = deliver(deliveries().slice(0, 1), '/etc/ssl/certs/ca-certificates.crt');
      await expect(attempt).rejects.toThrow('CERTIFICATE_VERIFY_FAILED');
    });
  });
}
