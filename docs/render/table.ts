/** Lines of a Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const separator = header.map(() => '---');
  return [header, separator, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Text as a cell shows it: a bar ends a cell, even inside code. */
export function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** A value as a cell shows it. */
export function code(value: unknown): string {
  return `\`${escaped(JSON.stringify(value))}\``;
}
