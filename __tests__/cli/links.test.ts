import { lifetime } from '../../cli/accounts/lifetime';
import { qrCodes } from '../../cli/accounts/qr-code';
import { linksText, linkText } from '../../cli/accounts/texts';
import type { KnownLink } from '../../operations/accounts/invites';

test.each([
  ['1s', 1],
  ['30m', 1800],
  ['12h', 43_200],
  ['365d', 31_536_000],
])('%s is %d seconds', (text, seconds) => {
  expect(lifetime(text)).toBe(seconds);
});

test.each(['', '0d', '5', 'd', '366d', '-1h', '1 h', '9999999999s'])(
  '%j is no lifetime',
  (text) => {
    expect(() => lifetime(text)).toThrow(/such as 30m, 12h or 5d/);
  },
);

const link: KnownLink = {
  ...{ name: 'eva', link: 'https://domain.local/invites/abc', token: 'abc' },
  ...{ uri: 'xmpp:eva@domain.local?register;preauth=abc', expires: '2030-01-02T03:04:05Z' },
  ...{ kind: 'invite', state: 'open', invitee: '', created: '2030-01-01T00:00:00Z' },
};

test('a link stands on a line of its own, above its code and what it does', () => {
  const draw = (text: string) => `[${text}]\n`;
  expect(linkText(link, 'makes an account', draw).split('\n')).toEqual([
    link.link,
    `[${link.link}]`,
    'whoever has it makes an account, once, until 2030-01-02T03:04:05Z; ./stand invite --retract ends that',
    '',
  ]);
});

test('links are listed with what became of them', () => {
  const used: KnownLink = { ...link, name: '', state: 'used', invitee: 'bob@domain.local' };
  const over: KnownLink = { ...link, kind: 'reset', state: 'over' };
  expect(linksText([link, used, over]).split('\n').slice(1)).toEqual([
    `${link.link}  an account  eva      open until 2030-01-02T03:04:05Z`,
    `${link.link}  an account  any      used by bob@domain.local`,
    `${link.link}  a password  eva      over`,
    '',
  ]);
});

test('a code that is asked for is drawn, or its program is named', () => {
  const path = process.env.PATH;
  try {
    process.env.PATH = '/nowhere';
    expect(() => qrCodes(true)).toThrow(/apt install qrencode/);
  } finally {
    process.env.PATH = path;
  }
});
