import type { Stand } from '../../model/stand';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { closedProbes } from './closed';
import { floatingProbes } from './floating';
import { flowProbes } from './flows';
import { publishedProbes } from './published';
import { settingProbes } from './settings';
import { Survey } from './survey';

/** What flows declare comes through, and nothing else; routes, forwarding and times to live are right. */
export function networkProbes(stand: Stand, tools: Tools): Probe[] {
  const survey = new Survey(stand, tools);
  return [
    ...flowProbes(stand, survey),
    ...closedProbes(stand, survey),
    ...settingProbes(stand, survey),
    ...floatingProbes(stand, survey),
    ...publishedProbes(stand, tools),
  ];
}
