// A real llama-server, which can be killed and started again where it was.
'use strict';
const { execFileSync, spawn } = require('node:child_process');
const { createInterface } = require('node:readline');
const assert = require('node:assert/strict');
const net = require('node:net');
const path = require('node:path');

// FIMBLE_LLAMA_SERVER MODEL PORT [ARGUMENT...] runs the server;
// FIMBLE_LLAMA_MODEL is a model that fills in every hole with answer.
const { FIMBLE_LLAMA_SERVER: command, FIMBLE_LLAMA_MODEL: file } = process.env;
const answer = '(a, b int) int {\n\treturn a + b\n}';

class Llama {
  constructor(port, args, model = file) {
    this.model = model;
    this.port = port;
    this.args = args;
    this.url = `http://127.0.0.1:${port}`;
  }

  // place is a server that is down, with an address of its own.
  static async place(...args) { return Llama.of(file, ...args); }

  // of is the same for another model.
  static async of(model, ...args) {
    assert.ok(command && file, 'FIMBLE_LLAMA_SERVER and FIMBLE_LLAMA_MODEL must be set');
    const port = await new Promise((resolve) => {
      const probe = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
      });
    });
    return new Llama(port, args, model);
  }

  // start returns once the model is loaded.
  async start() {
    this.child = spawn(command, [this.model, `${this.port}`, ...this.args], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    this.closed = new Promise((resolve) => this.child.on('close', resolve));
    for await (const line of createInterface({ input: this.child.stderr })) {
      if (line.includes('listening')) break;
    }
    this.child.stderr.resume();
  }

  // signal reaches the server and what it was started by.
  signal(name) { process.kill(-this.child.pid, name); }

  async end(name = 'SIGTERM') {
    if (!this.child) return;
    this.signal(name);
    this.signal('SIGCONT'); // if it was stopped
    await this.closed;
    this.child = undefined;
  }

  async busySlots(headers = {}) {
    const slots = await (await fetch(`${this.url}/slots`, { headers })).json();
    return slots.filter((slot) => slot.is_processing).length;
  }
}

// talks starts a server that goes with the test, whose model chats and says
// this and nothing else.
async function talks(t, dir, said) {
  const model = path.join(dir, 'chat.gguf');
  const root = path.resolve(__dirname, '../../..');
  execFileSync('go', ['run', './completion/model/modeltest/writegguf', model, '-'], { cwd: root, input: said });
  const llama = await Llama.of(model);
  t.after(() => llama.end());
  await llama.start();
  return llama;
}

// serve starts a server that goes with the test.
async function serve(t, ...args) {
  const llama = await Llama.place(...args);
  t.after(() => llama.end());
  await llama.start();
  return llama;
}

module.exports = { Llama, serve, talks, answer };
