import { spawnSync } from 'node:child_process';
import { exitCodes, StandError } from '../../controller/errors';
import { programsOnPath } from '../../toolchain/search-path';

/** Draws a text as a QR code for a terminal; empty where none is wanted. */
export type QrCode = (text: string) => string;

/**
 * How codes are drawn: not at all where nobody looks, or asks for it.
 * @param asked whether the command line asks for them
 * @throws StandError where they are asked for and qrencode is missing
 */
export function qrCodes(asked: boolean): QrCode {
  if (!asked && !process.stdout.isTTY) return () => '';
  const isThere = programsOnPath('qrencode').length > 0;
  if (isThere) return draw;
  if (!asked) return () => '';
  const what = 'QR codes are drawn by qrencode, which is missing';
  throw new StandError(`${what}; install it: apt install qrencode`, exitCodes.unprepared);
}

/** By standard input: who reads the process list must not be invited. */
function draw(text: string): string {
  const { status, stdout, stderr } = spawnSync('qrencode', ['--type=UTF8'], {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) throw new StandError(`qrencode failed: ${stderr.trim()}`);
  return stdout;
}
