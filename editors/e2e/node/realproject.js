// Docs, tests and edits by a sentence in copies of real projects, with recorded
// answers and with a model that talks behind a real llama-server. The edit is
// made as a client makes it; then git tells what has changed.
'use strict';
const { test } = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { lsp, project, start, stop, until, resolving, resolved, Document } = require('./client');
const { talks } = require('./llama');

const root = path.resolve(__dirname, '../../..');

function run(dir, command, ...args) {
  return execFileSync(command, args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

// copied is a project under version control, so that git tells what is changed.
function copied(t, of) {
  const from = of.dir(), files = {};
  for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.relative(from, file)] = fs.readFileSync(file);
  }
  const dir = project(t, files);
  run(dir, 'git', 'init', '-q');
  run(dir, 'git', 'add', '-A', '-f');
  return dir;
}

// models are ways to have a model that says this and nothing else.
const models = {
  async 'recorded answers'(t, said) {
    const tape = path.join(project(t, { 'talk.replay': `before: "\\n"\n${JSON.stringify(said)}\n` }), 'talk.replay');
    return { backend: 'replay', family: 'chat', url: tape };
  },
  async 'llama-server'(t, said) {
    const { url } = await talks(t, project(t, {}), said);
    return { backend: 'chat', url };
  },
};

// made makes an edit on disk, and gives what git says of the project then.
function made(dir, changes) {
  for (const c of changes) {
    const file = fileURLToPath(c.uri ?? c.textDocument.uri);
    if (c.kind) {
      assert.equal(c.kind, 'create');
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, '', { flag: 'wx' });
      continue;
    }
    const text = fs.readFileSync(file, 'utf8'), lines = text.split('\n');
    const at = ({ line, character }) => lines.slice(0, line).reduce((n, l) => n + l.length + 1, 0) + character;
    const last = c.edits.map((e) => ({ start: at(e.range.start), end: at(e.range.end), newText: e.newText })).sort((a, b) => b.start - a.start);
    fs.writeFileSync(file, last.reduce((all, e) => all.slice(0, e.start) + e.newText + all.slice(e.end), text));
  }
  return run(dir, 'git', 'status', '--porcelain', '-uall').split('\n').filter((l) => l && l[1] !== ' ').map((l) => l.slice(3));
}

// same compares long texts, and shows where they part.
function same(got, want) {
  let at = 0;
  while (at < got.length && got[at] === want[at]) at++;
  if (got !== want) assert.equal(got.slice(Math.max(0, at - 200), at + 500), want.slice(Math.max(0, at - 200), at + 500));
}

// proves makes the tests of a project: dir() is the folder that is copied, and
// compiles(dir, files, name) fails if the files do not, or the test of that name
// does not pass; without a name there is none.
function proves(of) {
  for (const [model, modelOf] of Object.entries(models)) {
    // opened is a client in a copy, with the cursor at the function.
    const opened = async (t, said) => {
      const dir = copied(t, of), text = fs.readFileSync(path.join(dir, of.file), 'utf8');
      const mine = await modelOf(t, said);
      const client = await start(t, dir, { options: { models: { mine }, use: { action: 'mine' } }, capabilities: resolving });
      const before = text.indexOf(of.head) + of.head.indexOf(of.symbol);
      assert.ok(text.includes(of.head + of.body), `${of.file} has no such ${of.symbol}`);
      return { client, dir, text, doc: new Document(client, of.file, `${text.slice(0, before)}█${text.slice(before)}`, of.language) };
    };

    test(`${of.name}, ${model}: a function gets its docs and nothing else changes`, async (t) => {
      const { client, dir, text, doc } = await opened(t, of.words);
      assert.deepEqual(made(dir, await resolved(client, doc, 'refactor.rewrite.fimble.docs')), [of.file]);
      const want = of.inside ? of.head + of.documented : of.documented + of.head;
      same(fs.readFileSync(path.join(dir, of.file), 'utf8'), text.replace(of.head, () => want));
      of.compiles(dir, [of.file]);
      assert.equal(await stop(client), 0);
    });

    test(`${of.name}, ${model}: a test comes where tests are, and passes`, async (t) => {
      const { client, dir, doc } = await opened(t, `<CODE>\n${of.test}</CODE>\n`);
      const there = fs.existsSync(path.join(dir, of.testFile)) ? fs.readFileSync(path.join(dir, of.testFile), 'utf8') : '';
      assert.deepEqual(made(dir, await resolved(client, doc, 'refactor.rewrite.fimble.tests')), [of.testFile]);
      const tests = fs.readFileSync(path.join(dir, of.testFile), 'utf8');
      assert.ok(tests.includes(of.test), tests.slice(-1000));
      if (there) assert.ok(tests.startsWith(there.trimEnd()), 'other tests have changed');
      if (of.framework) assert.match(tests, of.framework);
      of.compiles(dir, [of.testFile], of.testName);
      assert.equal(await stop(client), 0);
    });

    test(`${of.name}, ${model}: a function is changed as a sentence says, and nothing else`, async (t) => {
      const { client, dir, text, doc } = await opened(t, `<CODE>\n${of.head}${of.edited}</CODE>\n`);
      const range = { start: doc.position, end: doc.position };
      await client.wire.sendRequest(lsp.ExecuteCommandRequest.type, { command: 'fimble.edit', arguments: [{ uri: doc.uri, range, instruction: of.sentence }] });
      const edit = await until(() => client.edits[0] ?? client.shown.join(), (e) => e);
      assert.ok(edit.documentChanges, `${edit}`);
      assert.deepEqual(made(dir, edit.documentChanges), [of.file]);
      same(fs.readFileSync(path.join(dir, of.file), 'utf8'), text.replace(of.head + of.body, () => of.head + of.edited));
      of.compiles(dir, [of.file]);
      assert.equal(await stop(client), 0);
    });
  }
}

module.exports = { root, run, proves };
