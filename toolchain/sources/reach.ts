import { PLATFORM } from '../platform';

/** How long an answer may take before a host counts as out of reach, in milliseconds. */
const PATIENCE = 4_000;

/** The answer to a GET, or undefined when none comes in time or it is not a success. */
export async function answer(url: string, method = 'GET'): Promise<Response | undefined> {
  try {
    const response = await fetch(url, { method, signal: AbortSignal.timeout(PATIENCE) });
    return response.ok ? response : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a registry offers a provider's release for this platform, and the host that it sends
 * its clients to answers too.
 *
 * Source: Terraform's provider registry protocol, "Find a Provider Package".
 */
export async function offers(
  registry: string,
  provider: string,
  release: string,
): Promise<boolean> {
  const { os, arch } = PLATFORM;
  const url = `https://${registry}/v1/providers/${provider}/${release}/download/${os}/${arch}`;
  const found = await answer(url);
  if (!found) return false;
  const { download_url } = (await found.json()) as { download_url: string };
  return (await answer(download_url, 'HEAD')) !== undefined;
}
