import type { Stand } from '../../model/stand';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { entranceProbes } from './entrances';
import { recordProbes } from './records';

/** What strangers need: names by which they find the nodes, and what answers there. */
export function publicProbes(stand: Stand, tools: Tools, resolver?: string | null): Probe[] {
  return [...recordProbes(stand, tools, resolver), ...entranceProbes(stand, tools)];
}
