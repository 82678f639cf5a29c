import { PLATFORM } from '../platform';

/** How long an answer may take before a host counts as unreachable, in milliseconds. */
const TIMEOUT = 4_000;

/** The response to a request; undefined when none arrives in time or it is not a success. */
export async function fetchOk(url: string, method = 'GET'): Promise<Response | undefined> {
  try {
    const response = await fetch(url, { method, signal: AbortSignal.timeout(TIMEOUT) });
    return response.ok ? response : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a registry offers a provider's release for this platform, and the host to download it from
 * answers too.
 *
 * Source: Terraform's provider registry protocol, "Find a Provider Package".
 */
export async function offersProvider(
  registry: string,
  provider: string,
  release: string,
): Promise<boolean> {
  const { os, arch } = PLATFORM;
  const url = `https://${registry}/v1/providers/${provider}/${release}/download/${os}/${arch}`;
  const found = await fetchOk(url);
  if (!found) return false;
  const { download_url } = (await found.json()) as { download_url: string };
  return (await fetchOk(download_url, 'HEAD')) !== undefined;
}
