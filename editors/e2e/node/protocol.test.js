// The built binary and the library of VS Code's own language client.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { lsp, project, start, stop, until, some, Document } = require('./client');

// A project that says the same thing often enough for the embedded engine to
// be sure of it.
const handled = (name) => `
func ${name}(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	return parse(data)
}
`;
const shop = {
  'go.mod': 'module shop\n\ngo 1.26\n',
  'settings.go': 'package shop\n\nimport (\n\t"fmt"\n\t"os"\n)\n' + ['loadUser', 'loadHost', 'loadSite'].map(handled).join(''),
};
const open = `package shop

import (
	"fmt"
	"os"
)

func loadTeam(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Err█
	}
	return parse(data)
}
`;
const wanted = open.replace('fmt.Err█', 'fmt.Errorf("read settings: %w", err)');

test('the handshake offers ghost text and names the server', async (t) => {
  const client = await start(t, project(t, shop));
  assert.ok(client.hello.capabilities.inlineCompletionProvider);
  assert.equal(client.hello.serverInfo.name, 'Fimble');
  assert.equal(await stop(client), 0);
});

test('ghost text comes from the project without any configuration', async (t) => {
  const client = await start(t, project(t, shop));
  const doc = new Document(client, 'team.go', open);
  const { items } = await until(() => doc.ghost(), some);
  assert.equal(doc.shown(items[0]), wanted);
  assert.equal(await stop(client), 0);
});

test('ghost text stays the same while the user types it', async (t) => {
  const client = await start(t, project(t, shop));
  const doc = new Document(client, 'team.go', open);
  await until(() => doc.ghost(), some);
  for (const key of 'orf("rea') {
    doc.type(key);
    const list = await doc.ghost();
    assert.ok(some(list), `nothing after ${doc.before.slice(-20)}`);
    assert.equal(doc.shown(list.items[0]), wanted);
  }
  assert.equal(await stop(client), 0);
});

test('every request of a fast typist is answered, cancelled or not', async (t) => {
  const client = await start(t, project(t, shop));
  const doc = new Document(client, 'team.go', open);
  const answers = [];
  for (const key of 'orf("read settings: ') {
    doc.type(key);
    const source = new lsp.CancellationTokenSource();
    answers.push(doc.ghost(source.token).then(
      (list) => ({ list }), (error) => ({ code: error.code })));
    setImmediate(() => source.cancel());
  }
  for (const { code } of await Promise.all(answers)) {
    assert.ok(code === undefined || code === lsp.LSPErrorCodes.RequestCancelled, `error ${code}`);
  }
  const list = await until(() => doc.ghost(), some);
  assert.equal(doc.shown(list.items[0]), wanted);
  assert.equal(await stop(client), 0);
});

test('accepting runs the command that came with the suggestion', async (t) => {
  const client = await start(t, project(t, shop));
  const doc = new Document(client, 'team.go', open);
  const { items: [item] } = await until(() => doc.ghost(), some);
  assert.ok(client.hello.capabilities.executeCommandProvider.commands.includes(item.command.command));
  doc.type('orf("read settings: %w", err)');
  const answer = await client.wire.sendRequest(lsp.ExecuteCommandRequest.type,
    { command: item.command.command, arguments: item.command.arguments });
  assert.equal(answer, null);
  assert.equal(await stop(client), 0);
});

test('an unsaved buffer without a name is completed from itself', async (t) => {
  const client = await start(t, project(t, {}));
  const text = shop['settings.go'] + open.slice(open.indexOf('\nfunc'));
  const doc = new Document(client, 'untitled:Untitled-1', text);
  const { items } = await until(() => doc.ghost(), some);
  assert.equal(doc.shown(items[0]), text.replace('fmt.Err█', 'fmt.Errorf("read settings: %w", err)'));
  assert.equal(await stop(client), 0);
});

test('the completion list has the suggestion for editors without ghost text', async (t) => {
  const client = await start(t, project(t, shop));
  const doc = new Document(client, 'team.go', open);
  const ask = () => client.wire.sendRequest(lsp.CompletionRequest.type,
    { textDocument: { uri: doc.uri }, position: doc.position, context: { triggerKind: lsp.CompletionTriggerKind.Invoked } });
  const list = await until(ask, some);
  const texts = list.items.map((item) => item.textEdit?.newText ?? item.insertText ?? item.label);
  assert.ok(texts.some((text) => text.includes('Errorf("read settings: %w", err)')), JSON.stringify(texts));
  assert.equal(await stop(client), 0);
});

test('what is taken from the completion list is counted, whether its command is run or not', async (t) => {
  for (const runs of [false, true]) {
    const client = await start(t, project(t, shop));
    const doc = new Document(client, 'team.go', open);
    const ask = () => client.wire.sendRequest(lsp.CompletionRequest.type, { textDocument: { uri: doc.uri }, position: doc.position });
    const { items: [{ textEdit: { range, newText }, command }] } = await until(ask, some);
    await client.wire.sendNotification(lsp.DidChangeTextDocumentNotification.type,
      { textDocument: { uri: doc.uri, version: 2 }, contentChanges: [{ range, text: newText }] });
    if (runs) await client.wire.sendRequest(lsp.ExecuteCommandRequest.type, { command: command.command, arguments: command.arguments });
    assert.equal(await stop(client), 0);
    const { days: [row, ...others] } = JSON.parse(execFileSync(process.env.FIMBLE, ['stats', '--json'], { env: { HOME: client.home, XDG_CONFIG_HOME: client.home } }));
    assert.deepEqual(others, []);
    assert.deepEqual([row.language, row.model, row.shown, row.accepted], ['go', 'local', 1, 1]);
  }
});

test('a file that is denied is never completed', async (t) => {
  const client = await start(t, project(t, { ...shop, '.env': 'TOKEN=abcdef\nTOKEN=abcdef\n' }));
  const doc = new Document(client, '.env', 'TOKEN=abcdef\nTOKEN=abcdef\nTOKEN=█\n', 'dotenv');
  assert.ok(!some(await doc.ghost(undefined, lsp.InlineCompletionTriggerKind.Invoked)));
  assert.equal(await stop(client), 0);
});

test('a request that nobody knows is refused and nothing else', async (t) => {
  const client = await start(t, project(t, shop));
  await assert.rejects(client.wire.sendRequest('fimble/nonsense', {}), { code: lsp.ErrorCodes.MethodNotFound });
  const doc = new Document(client, 'team.go', open);
  await until(() => doc.ghost(), some);
  assert.equal(await stop(client), 0);
});

test('exit without shutdown is a failure', async (t) => {
  const client = await start(t, project(t, shop));
  await client.wire.sendNotification(lsp.ExitNotification.type);
  assert.equal(await client.exit, 1);
});

test('a server whose editor is gone ends', async (t) => {
  const client = await start(t, project(t, shop));
  client.child.stdin.end();
  await client.exit;
});

test('a client that only knows commands gets its docs by an edit of the workspace', async (t) => {
  const client = await start(t, project(t, shop));
  const edits = [];
  client.wire.onRequest(lsp.ApplyWorkspaceEditRequest.type, ({ edit }) => { edits.push(edit); return { applied: true }; });
  const doc = new Document(client, 'team.go', open);
  const place = { line: 7, character: 6 };
  const textDocument = { uri: doc.uri };
  const [command] = await until(
    () => client.wire.sendRequest(lsp.CodeActionRequest.type, { textDocument, range: { start: place, end: place }, context: { diagnostics: [] } }),
    (list) => list?.length > 0);
  assert.equal(command.title, 'Fimble: Write the docs of loadTeam');
  await client.wire.sendRequest(lsp.ExecuteCommandRequest.type, command);
  const [edit] = await until(() => edits, (list) => list.length > 0);
  const at = { line: 7, character: 0 };
  assert.deepEqual(Object.values(edit.changes)[0], [{ range: { start: at, end: at }, newText: '// loadTeam loads the team.\n' }]);
  assert.equal(await stop(client), 0);
});
