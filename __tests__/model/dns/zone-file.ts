/** A record as a master file has it: strings in quotes are bytes, all else is text. */
export interface Entry {
  readonly name: string;
  readonly type: string;
  readonly data: readonly (string | Buffer)[];
}

export interface ZoneFile {
  readonly origin: string | undefined;
  readonly ttl: number | undefined;
  readonly entries: readonly Entry[];
}

/** Reads a master file of one-line entries. @see RFC 1035, section 5.1 */
export function readZone(text: string): ZoneFile {
  const lines = text
    .split('\n')
    .map(words)
    .filter(({ length }) => length > 0);
  const directive = (name: string) => lines.find(([first]) => first === name)?.[1]?.toString();
  const ttl = directive('$TTL');
  return {
    origin: directive('$ORIGIN'),
    ttl: ttl === undefined ? undefined : Number(ttl),
    entries: lines
      .filter(([first]) => !String(first).startsWith('$'))
      .map(([name, kind, type, ...data]) => {
        if (kind !== 'IN') throw new Error(`no class in the entry of ${name}`);
        return { name: String(name), type: String(type), data };
      }),
  };
}

/** The words of a line, up to its comment. */
export function words(line: string): (string | Buffer)[] {
  const found: (string | Buffer)[] = [];
  let rest = line;
  for (;;) {
    rest = rest.replace(/^[ \t]+/, '');
    if (rest === '' || rest.startsWith(';')) return found;
    const [whole, quoted] = /^"((?:[^"\\]|\\\d{3}|\\\D)*)"|^[^ \t;"]+/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`no word begins at ${rest}`);
    found.push(quoted === undefined ? whole : unquoted(quoted));
    rest = rest.slice(whole.length);
    if (rest !== '' && !/^[ \t;]/.test(rest)) throw new Error(`words are not apart at ${rest}`);
  }
}

function unquoted(text: string): Buffer {
  const bytes = [...text.matchAll(/\\(\d{3})|\\(\D)|([^\\])/g)].map(
    ([, decimal, escaped, plain]) =>
      decimal === undefined ? ((escaped ?? plain) as string).charCodeAt(0) : Number(decimal),
  );
  const wide = bytes.find((byte) => byte > 255);
  if (wide !== undefined) throw new Error(`${wide} is no byte`);
  return Buffer.from(bytes);
}
