import { StandError } from '../../controller/errors';
import { type Deployed, deployedOutput } from '../../stacks/deployed';

/** A state as the engine's `state pull` prints it. */
export interface StateFile {
  /** Tells it from another stand's. */
  readonly lineage: string;
  /** Grows with each change. */
  readonly serial: number;
  readonly resources: readonly StateResource[];
  readonly text: string;
}

interface StateResource {
  readonly type: string;
  readonly name: string;
  /** One, and besides those whose successor could not be made. */
  readonly instances?: readonly {
    readonly attributes?: { readonly triggers?: Remembered['triggers'] | null };
  }[];
}

/** What a resource that only runs scripts remembers. */
export interface Remembered {
  readonly address: string;
  readonly triggers: Readonly<Record<string, string>>;
}

/** What resources in a state remember, complete or not. */
export function rememberedIn({ resources }: Pick<StateFile, 'resources'>): Remembered[] {
  return resources.flatMap(({ type, name, instances = [] }) =>
    instances.map(({ attributes }) => ({
      address: `${type}.${name}`,
      triggers: attributes?.triggers ?? {},
    })),
  );
}

/** @param text nothing where there is no state yet */
export function parseState(text: string): StateFile | undefined {
  if (text.trim() === '') return undefined;
  try {
    const { lineage, serial, resources = [] } = JSON.parse(text);
    return { lineage, serial, resources, text };
  } catch {
    throw new StandError(`the engine printed no state:\n${text.slice(0, 500)}`);
  }
}

/** Finds who deployed last in the lines of the engine's `output -json`. */
export function parseDeployed(lines: readonly string[]): Deployed | undefined {
  try {
    return JSON.parse(lines.join('\n'))[deployedOutput]?.value;
  } catch {
    throw new StandError(['the engine printed no outputs:', ...lines].join('\n'));
  }
}
