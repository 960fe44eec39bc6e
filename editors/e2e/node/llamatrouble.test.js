// The built binary and a real llama-server that has its troubles.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const { lsp, project, start, stop, until, some, Document } = require('./client');
const { Llama, serve, answer } = require('./llama');

const { Invoked } = lsp.InlineCompletionTriggerKind;
const sums = 'package sums\n\nfunc add█\n';
const wanted = `package sums\n\nfunc add${answer}\n`;

// use starts Fimble with a model of llama-server's for all ghost text.
function use(t, url, { more = {}, args = [] } = {}) {
  return start(t, project(t, { 'go.mod': 'module sums\n' }), {
    args, options: { models: { mine: { backend: 'llamacpp', url, ...more } }, use: { inline: 'mine', invoked: 'mine' } },
  });
}

const isAnswer = (doc) => (list) => some(list) && doc.shown(list.items[0]) === wanted;

// asker makes documents, of which nothing is remembered.
function asker(client) {
  let n = 0;
  return () => new Document(client, `sums${++n}.go`, sums);
}

// answersSoon types until the model answers, as automatic requests do.
async function answersSoon(fresh) {
  await until(async () => {
    const doc = fresh();
    return isAnswer(doc)(await doc.ghost());
  }, (itIs) => itIs);
}

test('a server that comes late, hangs, is killed and comes back is nobody\'s trouble', async (t) => {
  const llama = await Llama.place();
  t.after(() => llama.end());
  const client = await use(t, llama.url);
  const fresh = asker(client);
  const typeInVain = async () => {
    for (let i = 0; i < 5; i++) {
      const doc = fresh();
      assert.ok(!isAnswer(doc)(await doc.ghost()), 'a server that is down has answered');
    }
  };
  await typeInVain();
  await llama.start();
  await answersSoon(fresh);

  llama.signal('SIGSTOP'); // the system goes on taking requests for it
  const frozen = fresh();
  assert.ok(!isAnswer(frozen)(await frozen.ghost()), 'a server that hangs has answered');
  const pending = fresh().ghost();
  await llama.end('SIGKILL');
  await pending;
  await typeInVain();
  await llama.start();
  await answersSoon(fresh);
  assert.deepEqual(client.shown, []);
  assert.equal(await stop(client), 0);
});

test('a wrong key is told once, and no key anywhere', async (t) => {
  const [right, wrong] = ['right-4f9c27b1e08d', 'wrong-b27e61d09a3c'];
  const llama = await serve(t, '--api-key', right);
  const keys = project(t, { right, wrong });
  const run = async (name) => {
    const client = await use(t, llama.url, { more: { key_file: `${keys}/${name}` }, args: ['--log-level', 'debug'] });
    const fresh = asker(client);
    const lists = [];
    for (let i = 0; i < 3; i++) {
      for (const kind of [undefined, Invoked]) {
        const doc = fresh();
        lists.push(isAnswer(doc)(await doc.ghost(undefined, kind)));
      }
    }
    assert.equal(await stop(client), 0);
    for (const key of [right, wrong]) {
      assert.ok(!client.log.includes(key), 'the log has a key');
      assert.ok(!`${client.shown}`.includes(key), 'a message has a key');
    }
    return { ...client, lists };
  };
  const refused = await run('wrong');
  assert.equal(refused.shown.length, 1, `shown: ${refused.shown}`);
  assert.match(refused.shown[0], /401 Invalid API Key: check the key/);
  assert.match(refused.log, /401 Invalid API Key/);
  assert.ok(!refused.lists.includes(true));
  const taken = await run('right');
  assert.deepEqual(taken.shown, []);
  assert.deepEqual(taken.lists.slice(1), Array(5).fill(true), taken.log);
});

// A file of which the model can read but a small part: each byte is a token.
const long = 'package sums\n\n' + Array.from({ length: 200 }, (_, i) => `func total${i}(first, second int) int {\n\treturn first + second\n}\n\n`).join('');

test('a context that is set too large is told to who asks, with what to do', async (t) => {
  const llama = await serve(t, '-c', '512', '-np', '1');
  const client = await use(t, llama.url, { more: { context_tokens: 8192 } });
  const doc = new Document(client, 'sums.go', `${long}func add█\n`);
  await doc.ghost();
  assert.deepEqual(client.shown, []);
  for (let i = 0; i < 2; i++) await doc.ghost(undefined, Invoked);
  assert.equal(await stop(client), 0);
  assert.equal(client.shown.length, 1, `shown: ${client.shown}`);
  assert.match(client.shown[0], /exceeds the available context size.*set context_tokens/);
});

test('two editors on a server with one slot are both answered', async (t) => {
  const llama = await serve(t, '-np', '1');
  const clients = [await use(t, llama.url), await use(t, llama.url)];
  const fresh = clients.map(asker);
  for (let i = 0; i < 10; i++) {
    await Promise.all(fresh.map(async (make) => {
      const doc = make();
      const list = await doc.ghost(undefined, Invoked);
      assert.ok(isAnswer(doc)(list), `round ${i}: ${JSON.stringify(list)}`);
    }));
  }
  await until(() => llama.busySlots(), (busy) => busy === 0);
  for (const client of clients) {
    assert.deepEqual(client.shown, []);
    assert.equal(await stop(client), 0);
  }
});
