// What VS Code and other extensions get of Fimble by the API, asked for in the
// extension host, with models whose answers are recorded.
const assert = require('node:assert');
const { after, before, test } = require('node:test');
const { join } = require('node:path');
const { hosted, open } = require('./code');

const tape = (name, family) => ({ backend: 'replay', url: join(__dirname, name), ...(family && { family }) });
const models = {
	'fimble.models': { keys: tape('model.replay'), talk: tape('talk.replay', 'chat') },
	'fimble.use.inline': 'keys', 'fimble.use.invoked': 'keys', 'fimble.use.list': 'keys', 'fimble.use.action': 'talk',
	'files.autoSave': 'off',
};

const host = hosted();
let editor;
before(async () => {
	editor = await open({ 'empty.ts': '' }, 'empty.ts', models);
});
after(() => editor?.close());

test('the extension is active, and each of its commands is in its manifest', () => host.run(async ({ vscode, assert }) => {
	const { isActive, packageJSON } = vscode.extensions.getExtension('fimble.fimble');
	assert.equal(isActive, true);
	const ofServer = ['fimble.accepted', 'fimble.act', 'fimble.edit', 'fimble.explain'];
	const ofManifest = packageJSON.contributes.commands.map(({ command }) => command);
	const registered = (await vscode.commands.getCommands(true)).filter((name) => name.startsWith('fimble.'));
	assert.deepEqual(registered.sort(), [...ofManifest, ...ofServer].sort());
}));

test('every command in a menu or on a key is one of the manifest', () => host.run(({ vscode, assert }) => {
	const { commands, keybindings, menus } = vscode.extensions.getExtension('fimble.fimble').packageJSON.contributes;
	const known = commands.map(({ command }) => command);
	const used = [...keybindings, ...Object.values(menus).flat()].map(({ command }) => command).filter((name) => name?.startsWith('fimble.'));
	assert.ok(used.length > 5, `${used}`);
	assert.deepEqual(used.filter((name) => !known.includes(name)), []);
}));

test('ghost text is taken by command, and one undo takes it back', () => host.run(async ({ vscode, assert, until, show, undo }) => {
	const typed = 'package main\n\nfunc add';
	const document = await show('ghost.go', typed);
	await until('the suggestion', async () => {
		await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
		await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
		return document.getText() !== typed;
	});
	assert.equal(document.getText(), `${typed}(a, b int) int {\n\treturn a + b\n}`);
	await undo();
	assert.equal(document.getText(), typed);
}));

test('ghost text behind emoji stands where it should', () => host.run(async ({ vscode, assert, until, show, undo }) => {
	const typed = 'package main\n\nconst animals = "🦊🦊 💚 heart';
	const document = await show('emoji.go', typed);
	await until('the suggestion', async () => {
		await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
		await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
		return document.getText() !== typed;
	});
	assert.equal(document.getText(), `${typed} and 🦊 fox"`);
	await undo();
	assert.equal(document.getText(), typed);
}));

test('an action gets its edit when it is resolved, and one undo restores the text', () => host.run(async ({ vscode, assert, offers, show, undo }) => {
	const start = 'const fox = "🦊";\n\nfunction total(prices: number[]): string {\n\treturn prices.length;\n}\n';
	const document = await show('docs.ts', start);
	const kind = 'refactor.rewrite.fimble.docs';
	const [action, ...others] = await offers(document, kind, 2, 10);
	assert.deepEqual(others, []);
	assert.equal(action.title, 'Fimble: Write the docs of total');
	assert.equal(action.kind.value, kind);
	const at = new vscode.Range(2, 10, 2, 10);
	const [listed] = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, at, kind, 0);
	assert.equal(listed.edit, undefined);
	assert.equal(await vscode.workspace.applyEdit(action.edit), true);
	assert.equal(document.getText(), start.replace('function', '/**\n * Returns the total.\n *\n * @param prices\n * @returns\n */\nfunction'));
	await undo();
	assert.equal(document.getText(), start);
}));

test('a file with CRLF has them on disk after an action and after its undo', () => host.run(async ({ vscode, assert, offers, path, show, undo }) => {
	const start = 'export function größe(name: string) {\r\n\treturn `🦊 ${name}`;\r\n}\r\n';
	const document = await show('crlf.ts', start);
	const onDisk = async () => {
		assert.equal(await document.save(), true);
		return Buffer.from(await vscode.workspace.fs.readFile(path('crlf.ts'))).toString();
	};
	const [action] = await offers(document, 'refactor.rewrite.fimble.docs', 0, 10);
	await vscode.workspace.applyEdit(action.edit);
	assert.equal(await onDisk(), `/**\r\n * Returns the größe.\r\n *\r\n * @param name\r\n * @returns\r\n */\r\n${start}`);
	await undo();
	assert.equal(await onDisk(), start);
}));

test('what is for a whole file is offered anywhere by its name', () => host.run(async ({ vscode, assert, offers, show, undo }) => {
	const mean = 'export function mean(prices: number[]) {\n\treturn 0;\n}\n';
	const document = await show('whole.ts', mean);
	for (const [name, docs] of [['alldocs', '/**\n * Returns the mean.\n *\n * @param prices\n * @returns\n */\n'], ['filedocs', '/**\n * Defines mean.\n *\n * @packageDocumentation\n */\n\n']]) {
		const [action, ...others] = await offers(document, `refactor.rewrite.fimble.${name}`, 1, 3);
		assert.deepEqual(others, []);
		await vscode.workspace.applyEdit(action.edit);
		assert.equal(document.getText(), docs + mean);
		await undo();
		assert.equal(document.getText(), mean);
	}
}));

test('a test is written into a file that the edit makes', () => host.run(async ({ vscode, assert, offers, path, show }) => {
	const document = await show('basket.ts', 'export function total(prices: number[]): string {\n\treturn `${prices.length}`;\n}\n');
	const [action] = await offers(document, 'refactor.rewrite.fimble.tests', 0, 20);
	assert.equal(await vscode.workspace.applyEdit(action.edit), true);
	const made = await vscode.workspace.openTextDocument(path('basket.test.ts'));
	assert.match(made.getText(), /^import \{ test \}[^]*\n\tassert\.equal\(total\(\[1, 2\]\), '2'\);/);
	await made.save();
}));

test("another extension's diagnostic is fixed", () => host.run(async ({ vscode, assert, offers, show, undo }) => {
	const start = 'function total(prices: number[]): string {\n\treturn prices.length;\n}\n';
	const document = await show('fix.ts', start);
	const linter = vscode.languages.createDiagnosticCollection('linter');
	try {
		const word = new vscode.Range(1, 1, 1, 7);
		linter.set(document.uri, [new vscode.Diagnostic(word, 'a number is no text', vscode.DiagnosticSeverity.Error)]);
		const fixes = await offers(document, 'quickfix.fimble', 1, 3);
		const ours = fixes.find(({ title }) => title.includes('a number is no text'));
		assert.ok(ours, fixes.map(({ title }) => title).join('\n'));
		await vscode.workspace.applyEdit(ours.edit);
		assert.equal(document.getText(), start.replace('prices.length', '`${prices.length}`'));
		await undo();
		assert.equal(document.getText(), start);
	} finally {
		linter.dispose();
	}
}));

test('a suggestion stands in the completion list if that is set', () => host.run(async ({ assert, until, items, set, show }) => {
	const document = await show('list.go', 'package main\n\nfunc add');
	assert.deepEqual(await items(document), []);
	await set('completion.enabled', true);
	try {
		const [entry] = await until('an entry', async () => (await items(document)).length > 0 && items(document));
		assert.equal(entry.label.label ?? entry.label, 'add(a, b int) int {');
		assert.equal(entry.detail, 'Fimble, keys');
		assert.equal(entry.insertText, 'add(a, b int) int {\n\treturn a + b\n}');
		assert.deepEqual([entry.range.start.line, entry.range.start.character, entry.range.end.character], [2, 5, 8]);
	} finally {
		await set('completion.enabled', undefined);
	}
	await until('an empty list', async () => (await items(document)).length === 0);
}));

test('what is paused by the settings is silent until it is resumed', () => host.run(async ({ assert, until, items, set, show }) => {
	const document = await show('pause.go', 'package main\n\nfunc add');
	const other = await show('pause.pl', 'func add');
	const there = async (document) => (await items(document)).length > 0;
	await set('completion.enabled', true);
	try {
		for (const [name, value, stillThere] of [['enabled', false, false], ['languages', { go: false }, true]]) {
			await until('an entry', () => there(document));
			await until('an entry in the other', () => there(other));
			await set(name, value);
			await until(`no entry by ${name}`, async () => !await there(document));
			assert.equal(await there(other), stillThere, name);
			await set(name, undefined);
		}
		await until('an entry again', () => there(document));
	} finally {
		await set('completion.enabled', undefined);
	}
}));

test('a language that is resumed leaves nothing in the settings', () => host.run(async ({ vscode, assert, show }) => {
	await show('resume.go', 'package main\n');
	const languages = () => vscode.workspace.getConfiguration('fimble').inspect('languages').globalValue;
	await vscode.commands.executeCommand('fimble.toggleLanguage');
	assert.deepEqual(languages(), { go: false });
	await vscode.commands.executeCommand('fimble.toggleLanguage');
	assert.deepEqual(languages(), {});
}));

test('the context window is a document to read', () => host.run(async ({ vscode, assert, until, show }) => {
	await show('window.go', 'package main\n\nfunc add');
	await vscode.commands.executeCommand('fimble.context');
	const page = await until('the page', () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'fimble'));
	assert.equal(page.uri.path, '/Context of window.go');
	assert.match(page.getText(), /window of window\.go: \d+ of \d+ tokens/);
	assert.match(page.getText(), /func add/);
	const tab = await until('its tab', () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Context of window.go'));
	assert.equal(tab.isPreview, false);
	assert.equal(vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'fimble').languageId, 'plaintext');
	const old = await vscode.workspace.openTextDocument(vscode.Uri.parse('fimble:/Context of gone.go'));
	assert.match(old.getText(), /Run its command again/);
}));

test('what the set-up is and what was taken are pages to read', () => host.run(async ({ vscode, assert, until }) => {
	const pages = [
		['doctor', '/Set-Up', /^options$/m],
		['stats', '/What You Took', /LANGUAGE +MODEL +SHOWN|Nothing is counted yet/],
	];
	for (const [command, path, text] of pages) {
		await vscode.commands.executeCommand(`fimble.${command}`);
		const page = await until(`the page of ${command}`, () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'fimble' && uri.path === path));
		assert.match(page.getText(), text);
		assert.equal(page.languageId, 'plaintext');
	}
}));

test('a document that was never saved has suggestions and actions', () => host.run(async ({ vscode, assert, offers, undo }) => {
	const content = 'def add(a, b):\n    return a + b\n';
	const document = await vscode.workspace.openTextDocument({ language: 'python', content });
	await vscode.window.showTextDocument(document);
	const [action] = await offers(document, 'refactor.rewrite.fimble.docs', 0, 5);
	await vscode.workspace.applyEdit(action.edit);
	assert.match(document.getText(), /^def add\(a, b\):\n    """[^]*a:[^]*b:[^]*"""\n    return a \+ b\n$/);
	await undo();
	assert.equal(document.getText(), content);
}));

test('a server that is started anew knows the open documents', async () => {
	const [old] = editor.servers();
	await host.run(async ({ vscode, assert, offers, show }) => {
		const document = await show('again.ts', 'function total(prices: number[]) {\n\treturn 0;\n}\n');
		await vscode.window.activeTextEditor.edit((change) => change.replace(new vscode.Range(0, 9, 0, 14), 'gross'));
		await vscode.commands.executeCommand('fimble.restart');
		const [action] = await offers(document, 'refactor.rewrite.fimble.docs', 0, 10);
		assert.equal(action.title, 'Fimble: Write the docs of gross');
	});
	const [now, ...others] = editor.servers();
	assert.notEqual(now, old);
	assert.deepEqual(others, []);
});

test('a server that cannot be started says so, and runs once its path is corrected', async () => {
	for (const [path, why] of [['/bin/ls', '/bin/ls is no Fimble'], ['/nowhere/fimble', '/nowhere/fimble cannot be started (spawn /nowhere/fimble ENOENT). Set fimble.path']]) {
		await host.run(({ set }, path) => set('path', path), path);
		await editor.says(why);
		await editor.statusSays('does not run');
	}
	assert.equal((await editor.notifications()).filter((text) => /is no Fimble|cannot be started/.test(text)).length, 2);
	const refusals = async () => (await editor.notifications()).filter((text) => text.includes('Fimble is not running')).length;
	for (const command of ['context', 'docs', 'editByInstruction', 'explainCode', 'fix']) {
		const before = await refusals();
		await editor.until(`a message of ${command}`, async () => { // again, as VS Code shows only three in a second
			await host.run(({ vscode }, command) => vscode.commands.executeCommand(`fimble.${command}`), command);
			return await refusals() > before;
		});
	}
	await host.run(({ set }) => set('path', undefined));
	await editor.runs();
	await host.run(async ({ vscode, assert, offers, show }) => {
		await vscode.commands.executeCommand('fimble.restart');
		const document = await show('back.ts', 'function total(prices: number[]) {\n\treturn 0;\n}\n');
		const [action] = await offers(document, 'refactor.rewrite.fimble.docs', 0, 10);
		assert.equal(action.title, 'Fimble: Write the docs of total');
	});
});
