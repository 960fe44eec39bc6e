// A language client as VS Code's is, without VS Code around it.
'use strict';
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const lsp = require('vscode-languageserver-protocol/node');

const binary = process.env.FIMBLE;
if (!binary) throw new Error('FIMBLE must name the built binary');

// project writes files, named by their path, into a folder that goes with the test.
function project(t, files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'fimble-e2e-'));
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
  return dir;
}

// start runs the binary in dir with a home of its own, so that no options of
// the user's count, and shakes hands.
async function start(t, dir, { args = [], options = {}, capabilities = {} } = {}) {
  const home = project(t, {});
  const child = spawn(binary, args, { cwd: dir, env: { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home } });
  const client = { dir, home, child, log: '', shown: [], edits: [], progress: [] };
  child.stderr.on('data', (text) => { client.log += text; });
  client.exit = new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
  t.after(() => child.kill('SIGKILL'));
  const wire = lsp.createProtocolConnection(child.stdout, child.stdin);
  client.wire = wire;
  wire.onError(() => {}); // a server that is gone is seen by its exit
  wire.onNotification(lsp.ShowMessageNotification.type, (m) => client.shown.push(m.message));
  wire.onRequest(lsp.RegistrationRequest.type, () => null);
  wire.onRequest(lsp.ConfigurationRequest.type, (p) => p.items.map(() => options));
  wire.onRequest(lsp.WorkDoneProgressCreateRequest.type, ({ token }) => {
    wire.onProgress(lsp.WorkDoneProgress.type, token, (value) => client.progress.push(value));
    return null;
  });
  wire.onRequest(lsp.ApplyWorkspaceEditRequest.type, ({ edit }) => {
    client.edits.push(edit);
    return { applied: true };
  });
  wire.listen();
  const uri = pathToFileURL(dir).href;
  client.hello = await wire.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: path.basename(dir) }],
    clientInfo: { name: 'e2e' }, initializationOptions: options,
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, ...capabilities.workspace },
      textDocument: { inlineCompletion: {}, completion: {}, synchronization: {}, ...capabilities.textDocument },
      window: capabilities.window,
    },
  });
  await wire.sendNotification(lsp.InitializedNotification.type, {});
  return client;
}

// stop leaves as the protocol has it and tells the exit code.
async function stop(client) {
  await client.wire.sendRequest(lsp.ShutdownRequest.type);
  await client.wire.sendNotification(lsp.ExitNotification.type);
  return client.exit;
}

// until asks again until the answer satisfies: a project is read in the
// background, a server comes back, and an editor asks at every key.
async function until(ask, satisfies) {
  const end = Date.now() + 40_000;
  for (let answer; ; ) {
    answer = await ask();
    if (satisfies(answer)) return answer;
    assert.ok(Date.now() < end, `still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const some = (list) => (list?.items ?? []).length > 0;

// A Document is a file open in the client, named by its path in the project or
// by a URI. Its cursor is where its mark was, and goes on with what is typed.
class Document {
  constructor(client, name, marked, languageId = 'go') {
    this.client = client;
    this.uri = name.includes(':') ? name : pathToFileURL(path.join(client.dir, name)).href;
    this.version = 1;
    [this.before, this.after] = cut(marked);
    client.wire.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.uri, languageId, version: 1, text: this.before + this.after },
    });
  }

  get position() {
    const lines = this.before.split('\n');
    return { line: lines.length - 1, character: lines.at(-1).length };
  }

  // type inserts text at the cursor.
  type(text) {
    const { position: start } = this;
    this.before += text;
    return this.client.wire.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri, version: ++this.version },
      contentChanges: [{ range: { start, end: start }, text }],
    });
  }

  // ghost asks for ghost text, as VS Code does after a key.
  ghost(token, triggerKind = lsp.InlineCompletionTriggerKind.Automatic) {
    return this.client.wire.sendRequest(lsp.InlineCompletionRequest.type,
      { textDocument: { uri: this.uri }, position: this.position, context: { triggerKind } }, token);
  }

  // shown is the document as a user would see it with the suggestion in place.
  shown(item) {
    const lines = (this.before + this.after).split('\n');
    const at = ({ line, character }) => lines.slice(0, line).reduce((n, l) => n + l.length + 1, 0) + character;
    const text = this.before + this.after;
    const { start, end } = item.range ?? { start: this.position, end: this.position };
    return text.slice(0, at(start)) + (item.insertText.value ?? item.insertText) + text.slice(at(end));
  }
}

// What VS Code says that it can do with code actions.
const resolving = {
  window: { workDoneProgress: true },
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'], changeAnnotationSupport: {} },
  },
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] }, codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
};

// resolved does the action of a kind at the cursor.
async function resolved(client, doc, kind, diagnostics = []) {
  const range = { start: doc.position, end: doc.position };
  const [action] = await until(() => client.wire.sendRequest(lsp.CodeActionRequest.type,
    { textDocument: { uri: doc.uri }, range, context: { only: [kind], triggerKind: 1, diagnostics } }), (all) => all?.length > 0);
  const { edit } = await client.wire.sendRequest(lsp.CodeActionResolveRequest.type, action);
  assert.ok(edit, `no edit; shown: ${client.shown}; log: ${client.log}`);
  return edit.documentChanges;
}

function cut(marked) {
  const parts = marked.split('█');
  if (parts.length !== 2) throw new Error(`want one cursor in ${marked}`);
  return parts;
}

module.exports = { lsp, project, start, stop, until, some, resolving, resolved, Document };
