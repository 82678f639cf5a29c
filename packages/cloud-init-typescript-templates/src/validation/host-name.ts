/** RFC 952 and RFC 1123: letters, digits and inner hyphens, at most 63 characters. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether the name is one label or several joined by dots, at most 253 characters in all. */
export function isHostName(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => LABEL.test(label));
}

/** What makes a host name good, for the end of an error message. */
export const HOST_NAME_REMEDY =
  'use letters, digits and inner hyphens, at most 63 characters between dots';
