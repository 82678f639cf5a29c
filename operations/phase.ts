/** Runs a part of a longer work, and tells that it begins and how it ended. */
export type Phase = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
