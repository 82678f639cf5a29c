/** How it is known that the stand has a feature. */
export type Proof =
  /** What __tests__/e2e/xmpp/conformance.py calls it; by default its specification. */
  | { readonly tried?: string }
  /** What `check` calls it, without its hosts. */
  | { readonly probe: string }
  /** Another file of the end-to-end test, and the title there. */
  | { readonly test: readonly [file: string, title: string] }
  /** Why it is not there, and the module of ejabberd that would bring it. */
  | { readonly lacking: string; readonly module?: string }
  /** Why a server has no part in it. */
  | { readonly clients: string };

/**
 * Who must have a feature: any server, one of level Advanced, or clients alone, for which a server passes on what they
 * say; `noted` need not be there, and `beyond` stands in another specification than XEP-0479.
 */
export type Level = 'server' | 'advanced server' | 'clients' | 'noted' | 'beyond';

export interface Feature {
  readonly specification: string;
  readonly name: string;
  readonly level: Level;
  readonly by: Proof;
}

const of = (level: Level) => (specification: string, name: string, by: Proof) => ({
  ...{ specification, name, level, by },
});
const server = of('server');
const advanced = of('advanced server');
const clients = of('clients');
const noted = of('noted');
const beyond = of('beyond');

/** Tried between the nodes by its specification. */
const tried: Proof = {};
const logins: Proof = {
  test: [
    '5-interoperability.test.ts',
    'log in by either hash, with and without channel binding, on each port of each node',
  ],
};

/** The suites of XEP-0479 in their order (CS2023, the newest), each feature a row of theirs, and what is asked for beside them. */
export const suites: Readonly<Record<string, readonly Feature[]>> = {
  Core: [
    server('RFC 6120', 'streams, STARTTLS', { probe: 'login over STARTTLS' }),
    server('RFC 6120', 'SCRAM-SHA-1, with and without channel binding', logins),
    server('RFC 7677', 'SCRAM-SHA-256, with and without channel binding', logins),
    server('RFC 7590', 'TLS', {
      test: ['behaviour/tls-profile.ts', 'of port %i is as Mozilla has it for general use'],
    }),
    advanced('XEP-0368', 'direct TLS', { probe: 'login over direct TLS' }),
    server('XEP-0030', 'feature discovery', tried),
    advanced('XEP-0115', 'feature broadcasts', tried),
    server('XEP-0114', 'server extensibility', tried),
    advanced('XEP-0163', 'event publishing', tried),
  ],
  Web: [
    server('RFC 7395', 'WebSocket', { probe: 'login over WebSocket' }),
    server('XEP-0206', 'BOSH (XEP-0124)', { probe: 'login over BOSH' }),
    clients('XEP-0156', 'discovery of the two, by https', { probe: 'web addresses' }),
  ],
  IM: [
    server('RFC 6121', 'contacts, presence, messages', tried),
    server('RFC 6121', 'messages to who is away', { probe: 'offline delivery' }),
    clients('XEP-0245', 'the /me command', tried),
    clients('XEP-0084', 'user avatars', tried),
    advanced('XEP-0398', 'avatars for clients that know vCards', tried),
    advanced('XEP-0153', 'avatars in vCards', tried),
    server('XEP-0054', 'vcard-temp', tried),
    server('XEP-0280', 'outbound message synchronization', tried),
    advanced('XEP-0191', 'user blocking', tried),
    server('XEP-0045', 'group chat', tried),
    server('XEP-0249', 'direct invitations', tried),
    advanced('XEP-0048', 'bookmarks of former days', tried),
    advanced('XEP-0313', 'history of rooms', { tried: 'XEP-0313 in rooms' }),
    advanced('XEP-0402', 'bookmarks', tried),
    advanced('XEP-0410', 'self-ping in rooms', tried),
    advanced('XEP-0223', 'persistent storage of private data', tried),
    advanced('XEP-0049', 'private XML storage', tried),
    advanced('XEP-0198', 'stream management', tried),
    clients('XEP-0184', 'message acknowledgements', tried),
    advanced('XEP-0313', 'history', tried),
    clients('XEP-0085', 'chat states', tried),
    clients('XEP-0308', 'message correction', tried),
    server('XEP-0363', 'file upload: slots', tried),
    server('XEP-0363', 'file upload: there and back', { probe: 'file upload' }),
    clients('XEP-0234', 'direct file transfer', tried),
    clients('XEP-0261', 'direct file transfer in band', tried),
    noted('XEP-0077', 'change of the password', {
      test: [
        'behaviour/passwords.ts',
        'change their own password, of no other account, and make and end none',
      ],
    }),
    noted('XEP-0157', 'contact addresses', tried),
    noted('XEP-0066', 'files as URLs', tried),
    noted('XEP-0385', 'files with a preview', tried),
    noted('XEP-0392', 'colours', { clients: 'nothing of it is sent' }),
    noted('XEP-0393', 'styling', tried),
    noted('XEP-0433', 'search for rooms elsewhere', {
      lacking: 'ejabberd has none; rooms of the domain are listed by XEP-0030',
    }),
    noted('XEP-0424', 'retraction', tried),
    noted('XEP-0425', 'moderation of rooms', tried),
  ],
  Mobile: [
    server('XEP-0198', 'stream management: resumption, at the other node too', tried),
    server('XEP-0352', 'client state indication', tried),
    advanced('XEP-0357', 'push notifications', tried),
    noted('XEP-0286', 'advice for mobile networks', { clients: 'it is advice' }),
  ],
  'A/V calling': [
    clients('XEP-0167', 'call setup', tried),
    clients('XEP-0353', 'call setup: ringing', tried),
    clients('XEP-0176', 'transport', tried),
    clients('XEP-0320', 'encryption', tried),
    server('XEP-0215', 'discovery of STUN and TURN', tried),
    server('RFC 8489', 'STUN', { probe: 'STUN' }),
    server('RFC 8656', 'TURN', { probe: 'TURN' }),
    clients('XEP-0293', 'quality: feedback', tried),
    clients('XEP-0294', 'quality: header extensions', tried),
    clients('XEP-0338', 'quality: grouping', tried),
    clients('XEP-0339', 'quality: sources', tried),
  ],
  'Beside the suites': [
    beyond('RFC 9266', 'channel binding on TLS 1.3', logins),
    beyond('XEP-0440', 'kinds of channel binding', tried),
    beyond('XEP-0474', 'protection of SCRAM against downgrades', tried),
    beyond('XEP-0388', 'SASL 2', tried),
    beyond('XEP-0386', 'Bind 2', tried),
    beyond('XEP-0480', 'upgrade of hashes', {
      lacking: 'it adds SHA-256 and SHA-512; what accounts from Debian 12 lack is SHA-1',
      module: 'mod_scram_upgrade',
    }),
    beyond('XEP-0065', 'proxy for files between clients', tried),
    beyond('XEP-0065', 'proxy for files, of each node', { probe: 'file proxy' }),
    beyond('XEP-0384', 'OMEMO: lists and keys of devices, of both versions', tried),
    beyond('XEP-0411', 'conversion of bookmarks', tried),
    beyond('XEP-0490', 'what was read, on all clients', tried),
    beyond('XEP-0492', 'notification settings, kept with bookmarks', tried),
    beyond('XEP-0421', 'occupant ids', tried),
    beyond('XEP-0359', 'stanza ids', tried),
    beyond('XEP-0333', 'chat markers', tried),
    beyond('XEP-0055', 'search for people', {
      lacking: 'off on purpose: whoever may search finds everybody’s name',
    }),
  ],
};

export const features: readonly Feature[] = Object.values(suites).flat();

/** What conformance.py calls a feature that is tried there. */
export function trialOf({ specification, by }: Feature): string | undefined {
  const elsewhere = ['probe', 'test', 'lacking', 'clients'].some((kind) => kind in by);
  return elsewhere ? undefined : ((by as { tried?: string }).tried ?? specification);
}
