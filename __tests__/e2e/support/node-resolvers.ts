import { ejabberdHosts } from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';

/**
 * Has the nodes ask a name server beyond one of their interfaces for a domain, and what is below it.
 * @returns what undoes it
 */
export async function haveNodesAsk(
  nameServer: string,
  wanted: string,
): Promise<() => Promise<void>> {
  const onNodes = async (command: string) => {
    await Promise.all(ejabberdHosts.map((node) => ssh(node, `${towards(nameServer)}; ${command}`)));
  };
  const ask = `sudo resolvectl dns $by ${nameServer}; sudo resolvectl domain $by '~${wanted}'`;
  await onNodes(ask);
  return () => onNodes('sudo resolvectl revert $by');
}

/** A line for the shell that finds the interface. */
function towards(address: string): string {
  return `set -e; by=$(ip -json route get ${address} | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["dev"])')`;
}
