// The built binary and a real llama-server.
'use strict';
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { lsp, project, start, stop, Document } = require('./client');
const { Llama, answer } = require('./llama');

let llama, url;

before(async () => {
  llama = await Llama.place();
  ({ url } = llama);
  await llama.start();
});

after(() => llama.end());

const options = () => ({
  models: { mine: { backend: 'llamacpp', url } },
  use: { inline: 'mine', invoked: 'mine' },
});

const toml = () => `[models.mine]
backend = "llamacpp"
url = "${url}"

[use]
inline = "mine"
invoked = "mine"
`;

async function completes(t, how) {
  const dir = project(t, { 'go.mod': 'module sums\n' });
  const client = await start(t, dir, how(t));
  const doc = new Document(client, 'sums.go', 'package sums\n\nfunc add█\n');
  const list = await doc.ghost(undefined, lsp.InlineCompletionTriggerKind.Invoked);
  assert.ok(list, `no answer; shown: ${client.shown}; log: ${client.log}`);
  assert.equal(doc.shown(list.items[0]), `package sums\n\nfunc add${answer}\n`);
  assert.equal(await stop(client), 0);
}

test('a model of the user\'s file answers', (t) => completes(t, (t) => (
  { args: ['--config', `${project(t, { 'fimble.toml': toml() })}/fimble.toml`] })));

test('a model of the editor\'s settings answers', (t) => completes(t, () => ({ options: options() })));

test('a project cannot name a model of its own', async (t) => {
  const client = await start(t, project(t, { 'go.mod': 'module sums\n', 'fimble.toml': toml() }));
  const doc = new Document(client, 'sums.go', 'package sums\n\nfunc add█\n');
  const list = await doc.ghost(undefined, lsp.InlineCompletionTriggerKind.Invoked);
  for (const item of list?.items ?? []) assert.notEqual(doc.shown(item), `package sums\n\nfunc add${answer}\n`);
  assert.equal(await stop(client), 0);
  assert.ok(client.shown.some((text) => text.includes('models')), `shown: ${client.shown}`);
});

test('a server that is down is named to who asks', async (t) => {
  const client = await start(t, project(t, { 'go.mod': 'module sums\n' }),
    { options: { ...options(), models: { mine: { backend: 'llamacpp', url: 'http://127.0.0.1:1' } } } });
  const doc = new Document(client, 'sums.go', 'package sums\n\nfunc add█\n');
  await doc.ghost(undefined, lsp.InlineCompletionTriggerKind.Invoked);
  assert.equal(await stop(client), 0);
  assert.ok(client.shown.some((text) => text.includes('127.0.0.1:1') && text.includes('refused')), `shown: ${client.shown}`);
});
