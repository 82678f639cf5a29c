import { ejabberdPorts, turnPort } from '../model/services/ejabberd';
import { haproxyPorts } from '../model/services/haproxy';

/** Ports of each node, as the scripts of this folder name them. */
export const xmppPorts = {
  ...ejabberdPorts,
  web: haproxyPorts.https,
  redirect: haproxyPorts.http,
  turn: turnPort,
  turnTls: haproxyPorts.turnTls,
} as const;
