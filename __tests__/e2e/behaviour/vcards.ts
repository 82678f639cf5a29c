import { interoperate } from '../support/services/xmpp';

/** A vCard that the database has no place for is refused, and not lost; see mod_vcard_readback. */
export function describeVcards(): void {
  it('clients are told when a vCard is not stored, and what is stored others see', async () => {
    expect(await interoperate('vcards.py')).toEqual({
      'a usual name': ['result', true],
      'a name of 5000 equal letters': ['result', true],
      'a name of 5000 random letters': ['not-acceptable', false],
      'a usual name again': ['result', true],
    });
  });
}
