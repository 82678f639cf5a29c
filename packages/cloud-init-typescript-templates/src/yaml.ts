import { type ScalarTag, stringify } from 'yaml';

/**
 * Text that PyYAML, cloud-init's parser, refuses or changes where it stands unquoted.
 * Unprintable: control characters, line breaks other than \n, the byte order mark.
 */
const UNPRINTABLE =
  /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u2028\u2029\ufeff]/u;

/** A tab outside a block, a block that ends in blanks, dates, and YAML 1.1's `=` and `<<`. */
const MISREAD = /^(.*\t.*|[\s\S]*\n[\t ]+|\s+|\d{4}-\d.*|=|<<)$/;

const needsQuotes = (text: string) => UNPRINTABLE.test(text) || MISREAD.test(text);

/** JSON's string syntax, once it is all ASCII, is a double-quoted scalar in every YAML version. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (character) => {
    const code = character.codePointAt(0)?.toString(16) ?? '';
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

const quotedString: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && needsQuotes(value),
  // Ranks this tag with YAML 1.1's merge key, which claims every string '<<'.
  test: MISREAD,
  resolve: (text) => text,
  stringify: ({ value }) => doubleQuoted(String(value)),
};

/**
 * Renders plain data to YAML that means the same in YAML 1.1, which cloud-init reads, and in 1.2:
 * '0644', 'yes', '2031-01-01' and a MAC address of digits alone stay quoted strings. Text of
 * several lines becomes a literal block. Keys whose value is undefined are left out.
 */
export function toYaml(data: unknown): string {
  return stringify(data, {
    version: '1.1',
    compat: 'core',
    customTags: (tags) => [quotedString, ...tags],
    blockQuote: 'literal',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
