/** Text that may stand unquoted, unless it is RESERVED or NUMERIC. */
const PLAIN = /^(?:[\p{L}\w/$]|--?[a-z])(?:[!-9;-~\p{L}]|:(?=[!-~])| +(?=[!-"$-9;-~\p{L}]))*$/iu;

/** Words that YAML 1.1 or 1.2 takes for a truth value or for nothing. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** What some reader takes for a number or a date: 1:30 is to the base of 60, and e1 has an exponent. */
const NUMERIC = /^-?(?:\d|e[\d+-])[\da-fotxz_.: +-]*$/i;

/** What cannot: IPv4 addresses, with prefix or port, and MAC addresses with a letter. */
const ADDRESS = /^(?:\d+(?:\.\d+){3}(?:[/:]\d+)?|(?=.*[a-f])[\da-f]{2}(?::[\da-f]{2}){5})$/i;

/** What PyYAML refuses or takes for a line break: it must be escaped. */
const UNPRINTABLE =
  /[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Renders plain data to YAML that means the same in YAML 1.1, which PyYAML reads, and in 1.2:
 * '0644', 'yes', '2031-01-01' and a MAC address of digits alone stay quoted strings. Text of
 * several lines becomes a literal block. Keys whose value is undefined are left out.
 */
export function toYaml(data: object): string {
  return `${write(data, '\n')}\n`;
}

/** @param newline the line break and the blanks before whatever stands under the value */
function write(value: unknown, newline: string): string {
  if (typeof value === 'string') return writeText(value, newline);
  // PyYAML wants a point in a number with an exponent.
  if (typeof value === 'number') return String(value).replace(/^(-?\d)e/, '$1.0e');
  if (typeof value !== 'object' || value === null) return String(value);
  const deeper = `${newline}  `;
  if (Array.isArray(value)) {
    return value.map((item) => `- ${write(item, deeper)}`).join(newline) || '[]';
  }
  const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
  return pairs.map(([key, item]) => writePair(key, item, deeper)).join(newline) || '{}';
}

function writePair(key: string, item: unknown, newline: string): string {
  const text = write(item, newline);
  const below = typeof item === 'object' && item !== null && text !== '[]' && text !== '{}';
  return `${isPlain(key) ? key : quoted(key)}:${below ? newline : ' '}${text}`;
}

function writeText(text: string, newline: string): string {
  if (isPlain(text)) return text;
  const lines = text.replace(/\n$/, '');
  // A literal block loses blanks before its first line and after its last.
  const keeps = /^\S(.*\S)?$/s.test(lines) && text.search(UNPRINTABLE) < 0;
  if (!text.includes('\n') || !keeps) return quoted(text);
  return `${lines === text ? '|-' : '|'}\n${lines}`.replaceAll(/\n(?!\n)/g, newline);
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !RESERVED.test(text) && (!NUMERIC.test(text) || ADDRESS.test(text));
}

/** JSON's string syntax, once it holds nothing unprintable, is a double-quoted scalar. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0)?.toString(16) ?? '';
    return `\\u${code.padStart(4, '0')}`;
  });
}
