import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labName, paths } from '../../../../test-stand/checkout';
import { eventually } from '../eventually';

/** A server on this machine's loopback that keeps states. */
export interface StateServer {
  /** How the engine reaches it, and by which account. */
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  stop(): void;
}

/** One that can be out of reach for a while. */
export interface LastingServer extends StateServer {
  /** Ends it as a lost machine would. */
  crash(): void;
  /** What lies there of the stand's state, as it is. */
  text(): string;
  /** Starts it again, with what it has kept. */
  restart(): Promise<void>;
}

/** PostgreSQL of Debian, from the image that containers stand on, without anybody's password. */
export async function startPostgresql(): Promise<LastingServer> {
  const image = readFileSync(join(paths.lab, 'hosts', `${labName}-psql1server`, 'image'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  const port = await freePort();
  const bin = '/usr/lib/postgresql/17/bin';
  const script = `
    chown 543:543 "$1"
    mount --bind "$1" "$2/mnt"
    mount --bind /dev "$2/dev"
    [ -d "$1/data" ] || chroot --userspec=543:543 "$2" ${bin}/initdb --pgdata=/mnt/data --username=state \
      --auth=trust --no-locale --encoding=UTF8 > /dev/null
    exec chroot --userspec=543:543 "$2" ${bin}/postgres -D /mnt/data -k /mnt \
      -h 127.0.0.1 -p ${port}`;
  let server: ChildProcess;
  const start = async () => {
    const args = ['--mount', 'bash', '-euc', script, 'bash', folder, image.trim()];
    server = spawn('unshare', args, { detached: true, stdio: 'ignore' });
    await answers(port);
  };
  await start();
  const url = `postgres://state@127.0.0.1:${port}/postgres?sslmode=disable`;
  return {
    ...{ port, environment: { PG_CONN_STR: url } },
    stop: () => end(server, folder),
    crash: () => end(server),
    text: () => {
      const words = ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'state', '-d', 'postgres', '-At'];
      const query = 'SELECT data FROM terraform_remote_state.states';
      const args = [image.trim(), `${bin}/psql`, ...words, '-c', query];
      return execFileSync('chroot', args, { encoding: 'utf8' });
    },
    restart: start,
  };
}

/** A server that speaks S3, with one bucket: `team`. */
export async function startS3(): Promise<StateServer> {
  const port = await freePort();
  const python = join(paths.toolchain, 'python', 'bin', 'python');
  const args = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', `${port}`];
  const server = spawn(python, args, { detached: true, stdio: 'ignore' });
  await answers(port);
  await fetch(`http://127.0.0.1:${port}/team`, { method: 'PUT' });
  const environment = { AWS_ACCESS_KEY_ID: 'team', AWS_SECRET_ACCESS_KEY: 'team' };
  return { port, environment, stop: () => end(server) };
}

/** Puts an object into the bucket, as one who may. */
export async function putObject(
  { port, environment }: StateServer,
  key: string,
  text: string,
): Promise<void> {
  const script = `
import boto3, sys
endpoint, key = sys.argv[1:]
s3 = boto3.client('s3', endpoint_url=endpoint, region_name='eu-central-1')
s3.put_object(Bucket='team', Key=key, Body=sys.stdin.buffer.read())`;
  const python = join(paths.toolchain, 'python', 'bin', 'python');
  execFileSync(python, ['-c', script, `http://127.0.0.1:${port}`, key], {
    input: text,
    env: { ...process.env, ...environment },
  });
}

/** Its process group, by its number. */
function end(server: ChildProcess, folder?: string): void {
  const isRunning = server.exitCode === null && server.signalCode === null;
  if (isRunning && server.pid) process.kill(-server.pid, 'SIGKILL');
  if (folder) rmSync(folder, { recursive: true });
}

async function answers(port: number): Promise<void> {
  await eventually(
    () =>
      new Promise<void>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.destroy();
          resolve();
        });
        socket.on('error', reject);
      }),
    60,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
