import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const program = resolve(__dirname, '../../ansible/roles/keepalived/files/takes-clients');
const test = needs('bash');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takes-clients-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const away = () => join(folder, 'away');
const inSeconds = (seconds: number) => `${Math.floor(Date.now() / 1000) + seconds}\n`;

/** Whether the program finds a listener well that does this with a connection. */
async function isWell(treat: (socket: Socket) => void): Promise<boolean> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    treat(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await answers((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

function answers(port: number): Promise<boolean> {
  const checking = spawn(program, [`${port}`, '1', away()], { stdio: 'ignore' });
  return new Promise((done, fail) => {
    checking.on('error', fail);
    checking.on('close', (code) => done(code === 0));
  });
}

/** As ejabberd does: it ends a connection that is told to be nobody's. */
const asEjabberd = (socket: Socket) => {
  socket.on('data', (data) => {
    if (`${data}` === 'PROXY UNKNOWN\r\n') socket.end();
  });
};

test('a listener that ends what is nobody’s takes clients', async () => {
  expect(await isWell(asEjabberd)).toBe(true);
});

test('one that accepts and says nothing does not, nor one that is of another kind', async () => {
  expect(await isWell((socket) => setTimeout(() => socket.end(), 1500))).toBe(false);
  expect(await isWell((socket) => socket.end('220 mail\r\n'))).toBe(false);
});

test('nobody who listens takes no clients', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  expect(await answers(port)).toBe(false);
});

test('a host that is about to stop takes no clients, for as long as it has said', async () => {
  writeFileSync(away(), inSeconds(60));
  expect(await isWell(asEjabberd)).toBe(false);
  writeFileSync(away(), inSeconds(-1));
  expect(await isWell(asEjabberd)).toBe(true);
});
