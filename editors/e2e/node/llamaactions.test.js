// Code actions, with a model that talks behind a real llama-server.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const { lsp, project, start, stop, until, resolving, resolved, Document } = require('./client');
const { talks } = require('./llama');

// talking is a client whose user has such a model for actions.
async function talking(t, files, said) {
  const dir = project(t, { '.git/HEAD': '', ...files });
  const { url } = await talks(t, project(t, {}), said);
  return start(t, dir, { options: { models: { mine: { backend: 'chat', url } }, use: { action: 'mine' } }, capabilities: resolving });
}

// applied is a text after the edits of one document.
function applied(text, edits) {
  const at = ({ line, character }) => text.split('\n').slice(0, line).reduce((n, l) => n + l.length + 1, 0) + character;
  return edits.toReversed().reduce((all, e) => all.slice(0, at(e.range.start)) + e.newText + all.slice(at(e.range.end)), text);
}

const source = 'package sums\n\nfunc █add(a, b int) int {\n\treturn a + b\n}\n';
const text = source.replace('█', '');

test('a doc comment has the words of the model', async (t) => {
  const client = await talking(t, { 'go.mod': 'module sums\n' }, 'Sure!\nsummary: adds two numbers up.\n');
  const [change] = await resolved(client, new Document(client, 'sums.go', source), 'refactor.rewrite.fimble.docs');
  assert.equal(applied(text, change.edits), text.replace('func', '// add adds two numbers up.\nfunc'));
  assert.equal(await stop(client), 0);
});

test('a test is what the model has written, in a file of its own', async (t) => {
  const code = 'func TestAdd(t *testing.T) {\n\tif got := add(1, 2); got != 3 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n';
  const client = await talking(t, { 'go.mod': 'module sums\n', 'sums.go': text }, `<CODE>\n${code}</CODE>\n`);
  const [create, change] = await resolved(client, new Document(client, 'sums.go', source), 'refactor.rewrite.fimble.tests');
  assert.equal(create.kind, 'create');
  assert.ok(create.uri.endsWith('/sums_test.go'), create.uri);
  assert.equal(change.edits[0].newText, `package sums\n\nimport "testing"\n\n${code}`);
  assert.equal(await stop(client), 0);
});

test('a diagnostic is fixed', async (t) => {
  const client = await talking(t, { 'go.mod': 'module sums\n' }, '<CODE>\nfunc add(a, b int) int {\n\treturn a - b\n}\n</CODE>\n');
  const doc = new Document(client, 'sums.go', source);
  const start = { line: 3, character: 8 };
  const [change] = await resolved(client, doc, 'quickfix.fimble', [{ range: { start, end: { line: 3, character: 13 } }, message: 'must be less' }]);
  assert.equal(applied(text, change.edits), text.replace('a + b', 'a - b'));
  assert.equal(await stop(client), 0);
});

async function edited(client, doc, scope) {
  const range = { start: doc.position, end: doc.position };
  await client.wire.sendRequest(lsp.ExecuteCommandRequest.type, { command: 'fimble.edit', arguments: [{ uri: doc.uri, range, instruction: 'rename add to sum', scope }] });
  return until(() => client.edits[0] ?? client.shown.join() , (edit) => edit);
}

test('a declaration is changed as a sentence says', async (t) => {
  const client = await talking(t, { 'go.mod': 'module sums\n' }, '<CODE>\nfunc sum(a, b int) int {\n\treturn a + b\n}\n</CODE>\n');
  const edit = await edited(client, new Document(client, 'sums.go', source));
  assert.equal(applied(text, edit.documentChanges[0].edits), text.replace('add', 'sum'));
  assert.equal(Object.values(edit.changeAnnotations)[0].needsConfirmation, true);
  assert.equal(await stop(client), 0);
});

test('a project is changed as a sentence says', async (t) => {
  const block = (name, old, fresh) => `${name}\n<<<<<<< SEARCH\n${old}\n=======\n${fresh}\n>>>>>>> REPLACE\n`;
  // No line of the model's may stand twice, so that the marks differ in their blanks.
  const said = block('sums.go', 'func add(a, b int) int {', 'func sum(a, b int) int {')
    + block('use.go', 'var three = add(1, 2)', 'var three = sum(1, 2)').replace('SEARCH', 'SEARCH ').replace('=======', '======= ').replace('REPLACE', 'REPLACE ');
  const client = await talking(t, { 'go.mod': 'module sums\n', 'sums.go': text, 'use.go': 'package sums\n\nvar three = add(1, 2)\n' }, said);
  const edit = await edited(client, new Document(client, 'sums.go', source), 'project');
  assert.deepEqual(edit.documentChanges?.map((c) => c.textDocument.uri.split('/').at(-1)), ['sums.go', 'use.go'], `${edit}`);
  assert.equal(edit.documentChanges[1].edits[0].newText, 'var three = sum(1, 2)');
  assert.ok(client.progress.some((p) => p.kind === 'report' && p.message.includes('sums.go')), JSON.stringify(client.progress));
  assert.equal(await stop(client), 0);
});
