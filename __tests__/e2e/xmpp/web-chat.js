/**
 * Somebody with the stand's web chat in Debian's Chromium, without a window: logs in, talks to a friend, sends a file. Mouse
 * and keys come by the DevTools protocol, as the browser gets them from a person.
 *
 * Standard input: {"domain", "address": of the node that serves it, "user", "password", "friend": address,
 * "file": path of one to send}
 * Standard output: {"clicks", "seconds": until the friend's reply was there, "reply": its text, "link": where the file is,
 * "parts": what the page loaded, "hosts": of all requests, "faults": what the browser complained of, "help": title of the
 * page for people, "screenshots": by name, PNG in base64}, or "error" and the screenshot "failed"
 */

const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync } = require('node:fs');

const SECONDS = 60;

/** A browser that is spoken to by a pipe. @see https://chromedevtools.github.io/devtools-protocol/ */
class Browser {
  /** @param places rules of the kind `MAP NAME ADDRESS` */
  constructor(places) {
    const profile = mkdtempSync('/tmp/browser-');
    const options = ['--remote-debugging-pipe', '--no-sandbox', `--user-data-dir=${profile}`];
    const given = ['--window-size=1100,800', `--host-resolver-rules=${places}`];
    this.process = spawn('/usr/lib/chromium/chromium-headless-shell', [...options, ...given], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.answers = new Map();
    this.listeners = [];
    let rest = '';
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop();
      for (const part of parts) this.receive(JSON.parse(part));
    });
  }

  receive({ id, result, error, method, params }) {
    if (id === undefined) for (const listener of this.listeners) listener(method, params);
    else if (error) this.answers.get(id).reject(new Error(error.message));
    else this.answers.get(id).resolve(result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.answers.size + 1;
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.answers.set(id, { resolve, reject }));
  }
}

/** A page, and what a person does with it. */
class Page {
  constructor(browser) {
    Object.assign(this, { browser, clicks: 0, hosts: new Set(), faults: [] });
    browser.listeners.push((method, params) => this.watch(method, params));
  }

  async open() {
    const { targetId } = await this.browser.send('Target.createTarget', { url: 'about:blank' });
    const attached = { targetId, flatten: true };
    this.session = (await this.browser.send('Target.attachToTarget', attached)).sessionId;
    for (const domain of ['Page', 'Network', 'Runtime', 'Log', 'DOM'])
      await this.send(`${domain}.enable`);
    // What the page's policy forbids.
    const source = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      console.error('policy', violatedDirective, blockedURI, sourceFile, lineNumber));`;
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source });
  }

  send(method, params) {
    return this.browser.send(method, params, this.session);
  }

  watch(method, params) {
    const url =
      params.request?.url ?? (method === 'Network.webSocketCreated' ? params.url : undefined);
    if (url && !/^(data|blob):/.test(url)) this.hosts.add(new URL(url).host);
    if (method === 'Network.loadingFailed' && !params.canceled) this.faults.push(params.errorText);
    if (method === 'Runtime.exceptionThrown')
      this.faults.push(params.exceptionDetails.exception?.description);
    if (method === 'Runtime.consoleAPICalled' && params.type === 'error')
      this.faults.push(params.args.map(({ value, description }) => value ?? description).join(' '));
    if (method === 'Log.entryAdded' && params.entry.level === 'error')
      this.faults.push(`${params.entry.text} ${params.entry.url ?? ''}`);
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  /** The first value of an expression that is true of something. */
  async until(expression, what = expression) {
    const end = Date.now() + SECONDS * 1000;
    for (;;) {
      const value = await this.evaluate(expression);
      if (value) return value;
      if (Date.now() > end) throw new Error(`no ${what}; ${JSON.stringify(this.faults)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async goTo(url) {
    await this.send('Page.navigate', { url });
    await this.until(
      `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`,
    );
  }

  /** Clicks in the middle of what a person sees there. */
  async click(selector) {
    const place = `(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      if (!element) return null;
      element.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = element.getBoundingClientRect();
      const [left, top] = [x + width / 2, y + height / 2];
      return width && element.contains(document.elementFromPoint(left, top)) && [left, top];
    })()`;
    await this.until(`(${place}) && new Promise(requestAnimationFrame)`, selector);
    const [x, y] = await this.until(place, selector);
    for (const type of ['mousePressed', 'mouseReleased'])
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    this.clicks += 1;
  }

  async write(text) {
    await this.send('Input.insertText', { text });
  }

  async press(key, code = key) {
    const virtual = { Enter: 13, Tab: 9 }[key];
    const event = {
      key,
      code,
      windowsVirtualKeyCode: virtual,
      ...(key === 'Enter' && { text: '\r' }),
    };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  async choose(selector, file) {
    const { root } = await this.send('DOM.getDocument');
    const { nodeId } = await this.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    await this.send('DOM.setFileInputFiles', { nodeId, files: [file] });
  }

  async screenshot() {
    return (await this.send('Page.captureScreenshot', { format: 'png' })).data;
  }
}

const message = (text) =>
  `[...document.querySelectorAll('converse-chat-message-body')].map((one) => one.textContent.trim()).find((text) => ${text})`;

async function chat(page, { domain, user, password, friend, file }) {
  const screenshots = {};
  const begin = Date.now();
  await page.goTo(`https://${domain}/`);
  await page.click('input[name=jid]');
  await page.write(user);
  await page.press('Tab');
  await page.write(password);
  screenshots['log-in'] = await page.screenshot();
  await page.press('Enter');
  await page.click('converse-roster .dropdown--contacts button');
  await page.click('converse-roster .new-chat');
  await page.click('converse-new-chat-modal input[name=jid]');
  await page.write(friend);
  await page.press('Enter');
  await page.click('textarea.chat-textarea');
  await page.write('Hello from the browser');
  await page.press('Enter');
  const reply = await page.until(message(`text.startsWith('Hello to')`), 'reply');
  const seconds = (Date.now() - begin) / 1000;
  await page.until(`document.querySelector('input.fileupload')`, 'place for files');
  await page.choose('input.fileupload', file);
  const link = await page.until(
    `[...document.querySelectorAll('converse-chat-message a')].map(({ href }) => href).find((href) => href.includes('/upload/'))`,
    'link to the file',
  );
  await page.until(message(`text.startsWith('Thanks for')`), 'thanks');
  screenshots.chat = await page.screenshot();
  const { clicks } = page;
  const parts = await page.evaluate(
    `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)`,
  );
  await page.goTo(`https://${domain}/help`);
  screenshots.help = await page.screenshot();
  const help = await page.evaluate('document.title');
  return { clicks, seconds, reply, link, parts, help, screenshots };
}

async function main() {
  const task = JSON.parse(readFileSync(0, 'utf8'));
  // By one kind of address alone: Chromium takes those of IPv6 that are for documentation, as the lab has them, for a local
  // network's, which a page from elsewhere may not use unasked.
  const places = [task.domain, `*.${task.domain}`].map((name) => `MAP ${name} ${task.address}`);
  const browser = new Browser(places.join(', '));
  const page = new Page(browser);
  try {
    await page.open();
    const seen = await chat(page, task);
    return { ...seen, hosts: [...page.hosts].sort(), faults: page.faults };
  } catch (error) {
    return { error: error.message, screenshots: { failed: await page.screenshot() } };
  } finally {
    browser.process.kill('SIGKILL');
  }
}

// Once all is written: whatever still waits for the browser waits for nothing.
main().then((seen) => process.stdout.write(JSON.stringify(seen), () => process.exit()));
