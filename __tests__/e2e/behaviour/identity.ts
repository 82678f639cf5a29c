import { ejabberdHosts } from '../../../test-stand/hosts';
import { type Impersonation, impersonate } from '../support/services/xmpp';

export function describeIdentity(): void {
  describe.each(ejabberdHosts)('identity on %s', (node) => {
    let tried: Impersonation;

    beforeAll(async () => {
      tried = await impersonate('max', 'admin', node);
    });

    it('is proven by SCRAM, and in MQTT and HTTP under TLS', () => {
      expect(tried.honest).toEqual({
        scram: 'success as max@domain.local',
        'scram by sasl2': 'success as max@domain.local',
        mqtt: 'accepted',
        http: 'accepted',
      });
    });

    it('is not asked for by PLAIN or DIGEST-MD5', () => {
      expect(tried.mechanisms.encrypted).toContain('SCRAM-SHA-256');
      expect(tried.mechanisms.encrypted).not.toContain('PLAIN');
      expect(tried.mechanisms.encrypted).not.toContain('DIGEST-MD5');
    });

    it("is never another account's, by whichever mechanism and authorization identity", () => {
      const attempts = Object.values(tried['as the victim']);
      expect(attempts).toHaveLength(8);
      // A server may also overlook the wish, and take the account for what it is.
      const refusal = /^(failure|error|closed)|^success as max@domain\.local$/;
      for (const answer of attempts) expect(answer).toMatch(refusal);
    });

    it('cannot be forged in a message', () => {
      expect(tried['forged sender']).toMatch(/^error/);
    });

    it('is never asked for, nor accepted, without TLS', () => {
      expect(tried.mechanisms.unencrypted).toEqual([]);
      const { plain, scram, ...others } = tried.unencrypted;
      for (const answer of [plain, scram]) expect(answer).toMatch(/^(failure|error|closed)/);
      expect(others).toEqual({ mqtt: 'closed', http: 'closed' });
    });
  });
}
