/** Rows with their columns below one another; a row may have fewer. */
export function table(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => aligned(row, rows)).join('\n')}\n`;
}

function aligned(row: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((other) => (other[column] ?? '').length));
  return row
    .map((text, column) => text.padEnd(width(column)))
    .join('  ')
    .trimEnd();
}
