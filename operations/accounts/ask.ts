import { exitCodes, StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Operator } from '../operator';

/**
 * Has a node of ejabberd show or change accounts, the first one that answers.
 * @param command of the hosts' program `ejabberd-accounts`
 * @param user the account that it is about, as somebody writes it
 * @throws StandError with why it is refused
 */
export async function askAccounts<Answer>(
  { domain, ...stand }: Stand,
  operator: Operator,
  command: string,
  user: string | null = null,
  words: readonly string[] = [],
): Promise<Answer> {
  const failures: string[] = [];
  for (const node of hostsOf(stand, 'ejserver')) {
    try {
      const task = { domain, command, user, words };
      const answer = await operator.on<Answer | Refusal>(node, 'accounts.py', task);
      return accepted(answer, failures);
    } catch (error) {
      if (!(error instanceof StandError) || error.exitCode === exitCodes.invalid) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new StandError(failures.join('\n'));
  const what = 'no host has the role ejabberd, which keeps accounts';
  throw new StandError(`${what}: give it to one in stand.config.ts`, exitCodes.invalid);
}

interface Refusal {
  readonly refused: string;
}

/** @param failures of nodes that were asked before, which may have done it all the same */
function accepted<Answer>(answer: Answer | Refusal, failures: readonly string[]): Answer {
  if (typeof answer !== 'object' || answer === null || !('refused' in answer)) {
    return answer as Answer;
  }
  if (failures.length === 0) {
    throw new StandError(`${answer.refused}; nothing was changed`, exitCodes.invalid);
  }
  const look = 'whether it was done before, ./stand user list and ./stand invite --list tell';
  throw new StandError([...failures, `${answer.refused}; ${look}`].join('\n'), exitCodes.invalid);
}

/** @throws StandError where the stand's ejabberd is too old for it */
export function requireInvites({ release }: Pick<Stand, 'release'>, what: string): void {
  if (release.ejabberdInvites) return;
  throw new StandError(
    `${what} needs the ejabberd of Debian 13; to get it: ./stand upgrade release; nothing was changed`,
    exitCodes.invalid,
  );
}
