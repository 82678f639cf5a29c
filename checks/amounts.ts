/** How long ago a moment was, in the largest unit of which there are two or more. */
export function age(secondsSince1970: number, now = Date.now()): string {
  return duration(now / 1000 - secondsSince1970);
}

/** A duration in seconds, in the same words. */
export function duration(seconds: number): string {
  const units = [
    ['days', 86_400],
    ['h', 3600],
    ['min', 60],
  ] as const;
  const [unit, size] = units.find(([, size]) => seconds >= 2 * size) ?? ['s', 1];
  return `${Math.round(seconds / size)} ${unit}`;
}

/** Bytes, in the largest binary unit of which there are two or more. */
export function bytes(count: number): string {
  const units = ['GiB', 'MiB', 'KiB'];
  const index = units.findIndex((_, place) => count >= 2 * 1024 ** (3 - place));
  return index < 0
    ? `${count} bytes`
    : `${Math.round(count / 1024 ** (3 - index))} ${units[index]}`;
}
