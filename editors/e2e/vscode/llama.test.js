// Ghost text from a llama-server that the user runs.
const assert = require('node:assert');
const { after, before, test } = require('node:test');
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Llama, answer } = require('../node/llama');
const { open } = require('./code');

const start = 'package sums\n\n\n';
const typed = 'func add';

let editor;
let llama;
before(async () => {
	llama = await Llama.place();
	await llama.start();
	editor = await open({ 'go.mod': 'module sums\n', 'sums.go': start }, 'sums.go', { 'fimble.model': llama.url });
});
after(async () => {
	await editor?.close();
	await llama?.end();
});

test('a llama-server answers while typing, and is named', async () => {
	await editor.goTo(3);
	await editor.type(typed);
	await editor.ghosts(answer.split('\n')[0]);
	await editor.statusSays(`from the model ${llama.url}`);
	await editor.press('Tab');
	await editor.becomes(`package sums\n\n${typed}${answer}\n`);
});

test('a llama-server that is gone is named in the status bar, and once to who asks by key', async () => {
	await editor.file('more.go', start);
	await llama.end();
	await editor.goTo(3);
	await editor.type('func sub');
	await editor.statusSays(`The model ${llama.url} failed: `);
	await editor.statusSays('What to do: start the server');
	await editor.press('Alt+\\');
	await editor.says('connection refused. What to do: start the server');
	await editor.press('Escape', 'Alt+\\');
	mkdirSync(join(editor.folder, '.vscode'));
	writeFileSync(join(editor.folder, '.vscode/settings.json'), '{ "fimble.inline.candidates": 99 }');
	await editor.says('inline.candidates'); // which comes after all others
	assert.equal((await editor.notifications()).filter((text) => text.includes(llama.url)).length, 1);
});
