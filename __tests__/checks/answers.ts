import type { Finding, Probe } from '../../checks/probe';
import type { Tools } from '../../checks/tools';

/** What a script answers: a value, or what comes of the host's name and the argument. */
type Answer = unknown | ((place: string, argument: unknown) => unknown);

/** A question that was asked; the place is a host's name, or empty where the hosts are managed from. */
interface Question {
  readonly place: string;
  readonly script: string;
  readonly argument: unknown;
  readonly secrets?: readonly string[];
}

/** A stand that answers by script as it is told here; an error is an answer too. */
export function answering(answers: Readonly<Record<string, Answer>>) {
  const asked: Question[] = [];
  const answer = async (question: Question): Promise<unknown> => {
    asked.push(question);
    const { script, place, argument } = question;
    if (!Object.hasOwn(answers, script)) throw new Error(`${script} was not to be asked`);
    const known = answers[script];
    const said = typeof known === 'function' ? known(place, argument) : known;
    if (said instanceof Error) throw said;
    return said;
  };
  const tools: Tools = {
    authority: '/authority.crt',
    clientAuthority: '/client-authority.pem',
    ask: ({ name }, script, argument = null) => answer({ place: name, script, argument }),
    askHere: (script, argument = null, secrets = []) =>
      answer({ place: '', script, argument, secrets }),
  };
  return { tools, asked };
}

/** Runs the probe of that name. A probe that throws has seen what the error says. */
export async function look(probes: readonly Probe[], name: string): Promise<Finding> {
  const probe = probes.find((candidate) => candidate.name === name);
  if (!probe) throw new Error(`no probe '${name}' among ${probes.map((each) => each.name)}`);
  return probe.run().catch((error: Error) => ({ ok: false, saw: error.message }));
}
