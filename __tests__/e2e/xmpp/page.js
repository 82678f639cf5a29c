/**
 * A page with other people's client, Strophe, in a browser without a window, jsdom, which lets a page of another origin have what
 * servers allow. It resolves names and trusts authorities as its system does.
 *
 * Standard input: {"domain", "nodes": names of hosts that serve it, "user", "password"}
 * Standard output: {"addresses": by form of host-meta, where it leads, by kind, "sessions": by address, those of host-meta
 * and the same of each node, {"jid": as whom the page was logged in, "file": the host that took a file and gave it back}}
 */

const { readFileSync } = require('node:fs');
const { JSDOM } = require('jsdom');

const { WebSocket, XMLHttpRequest } = new JSDOM('', { url: 'https://chat.example.org/' }).window;
Object.assign(globalThis, { WebSocket, XMLHttpRequest });
const { $iq, Strophe } = require('/usr/share/javascript/strophe/strophe.common.js');

Strophe.setLogLevel(Strophe.LogLevel.FATAL);

// XEP-0156 and XEP-0363.
const relations = {
  WebSocket: 'urn:xmpp:alt-connections:websocket',
  BOSH: 'urn:xmpp:alt-connections:xbosh',
};
const upload = 'urn:xmpp:http:upload:0';

/** The answer, where the browser lets the page have it. */
function ask(method, url, { headers = {}, text } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.onerror = () => reject(new Error(`${method} ${url}: a page may not have the answer`));
    request.onload = () => {
      if ([200, 201].includes(request.status)) resolve(request);
      else reject(new Error(`${method} ${url}: ${request.status}`));
    };
    request.send(text);
  });
}

async function findAddresses(domain) {
  const url = `https://${domain}/.well-known/host-meta`;
  const [xml, json] = [await ask('GET', url), await ask('GET', `${url}.json`)];
  const links = [...xml.responseXML.getElementsByTagName('Link')];
  const attributes = (link) => ['rel', 'href'].map((name) => link.getAttribute(name));
  return {
    XML: byKind(links.map(attributes)),
    JSON: byKind(JSON.parse(json.responseText).links.map(({ rel, href }) => [rel, href])),
  };
}

function byKind(links) {
  const kinds = Object.entries(relations);
  return Object.fromEntries(kinds.map(([kind, rel]) => [kind, new Map(links).get(rel)]));
}

/** A connection, and promises that it is logged in and that it has ended. */
function connect(url, { domain, user, password }) {
  const { CONNECTED, CONNFAIL, AUTHFAIL, CONNTIMEOUT, DISCONNECTED } = Strophe.Status;
  const failures = [CONNFAIL, AUTHFAIL, CONNTIMEOUT, DISCONNECTED];
  const connection = new Strophe.Connection(url);
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const begun = new Promise((resolve, reject) => {
    connection.connect(`${user}@${domain}`, password, (status, why) => {
      if (status === CONNECTED) resolve();
      if (failures.includes(status)) reject(new Error(`${url}: ${why}`));
      if (status === DISCONNECTED) end();
    });
  });
  return { connection, begun, ended };
}

/** The host that took a file and gave the same back. */
async function exchangeFile(connection, domain) {
  const text = `of ${connection.jid}`;
  const type = 'text/plain';
  const wanted = { xmlns: upload, filename: 'page.txt', size: text.length, 'content-type': type };
  const request = $iq({ type: 'get', to: `upload.${domain}` }).c('request', wanted);
  const slot = await new Promise((resolve, reject) => {
    const refused = (answer) => reject(new Error(answer?.outerHTML ?? 'no slot for a file'));
    connection.sendIQ(request, resolve, refused, 10_000);
  });
  const [put, get] = ['put', 'get'].map((name) =>
    slot.getElementsByTagName(name)[0].getAttribute('url'),
  );
  const given = [...slot.getElementsByTagName('header')];
  const headers = given.map((header) => [header.getAttribute('name'), header.textContent]);
  await ask('PUT', put, {
    headers: { 'Content-Type': type, ...Object.fromEntries(headers) },
    text,
  });
  const { responseText } = await ask('GET', get);
  if (responseText !== text) throw new Error(`${get} has ${responseText}`);
  return new URL(get).host;
}

async function use(url, task) {
  const { connection, begun, ended } = connect(url, task);
  await begun;
  const session = { jid: connection.jid, file: await exchangeFile(connection, task.domain) };
  connection.disconnect();
  await ended;
  return [url, session];
}

async function main() {
  const task = JSON.parse(readFileSync(0, 'utf8'));
  const addresses = await findAddresses(task.domain);
  const found = Object.values(addresses.XML);
  const ofNode = (node) => found.map((url) => url.replace(`//${task.domain}/`, `//${node}/`));
  const urls = [...found, ...task.nodes.flatMap(ofNode)];
  const sessions = await Promise.all(urls.map((url) => use(url, task)));
  console.log(JSON.stringify({ addresses, sessions: Object.fromEntries(sessions) }));
}

// Servers keep connections for the next question.
main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
