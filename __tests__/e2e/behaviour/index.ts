import { describeCluster } from './cluster';
import { describeDatabase } from './database';
import { describeFirewall } from './firewall';
import { describeHosts } from './hosts';
import { describeIdentity } from './identity';
import { describeMessages } from './messages';

/** Everything that a running stand must do, whatever it has been through. */
export function describeBehaviour(): void {
  describeHosts();
  describeDatabase();
  describeCluster();
  describeMessages();
  describeIdentity();
  describeFirewall();
}
