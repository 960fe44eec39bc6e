// What the keys of VS Code do to a suggestion, the server's end and the
// settings, with a model whose answers are recorded.
const assert = require('node:assert');
const { after, before, beforeEach, test } = require('node:test');
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { open } = require('./code');
const { pause } = require('./editor');

const tape = {
	'fimble.models': { tape: { backend: 'replay', url: join(__dirname, 'model.replay') } },
	'fimble.use.inline': 'tape', 'fimble.use.invoked': 'tape',
};
const start = 'package main\n\n';
const rest = '(a, b int) int {\n    return a + b\n}';
const whole = `${start}func add(a, b int) int {\n\treturn a + b\n}`;

let editor;
let files = 0;
before(async () => {
	editor = await open({ 'main.go': start }, 'main.go', tape);
});
after(() => editor?.close());
beforeEach(async () => {
	await editor.file(`main${++files}.go`, start);
	await editor.press('Control+End');
});

async function offered() {
	await editor.type('func add');
	await editor.ghosts(rest);
}

/** Deletes what was typed. */
async function cleared() {
	await editor.press('Control+a', 'Backspace');
	await editor.page.keyboard.insertText(start);
	await editor.becomes(start);
}

/** Deletes all and waits for the suggestion once more. */
async function again() {
	await cleared();
	await offered();
}

/** What is suggested half a second after the name is typed anew. */
async function typedGhost() {
	await cleared();
	await editor.type('func add');
	await pause(500);
	return editor.ghost();
}

test('a suggestion is taken by words and by lines', async () => {
	await offered();
	await editor.press('Control+ArrowRight');
	await editor.ghosts(rest.slice('('.length));
	await editor.press('Alt+l');
	await editor.ghosts('    return a + b');
	await editor.becomes(`${start}func add(a, b int) int {\n`);
	await editor.press('Tab'); // which VS Code takes for the indent that comes first
	await editor.ghosts('return a + b');
	await editor.press('Tab');
	await editor.becomes(whole);
});

test('Escape takes it away and the key brings it back', async () => {
	await offered();
	await editor.press('Escape');
	await editor.noGhost();
	await editor.staysEmpty();
	await editor.press('Alt+\\');
	await editor.ghosts(rest);
	await editor.press('Tab');
	await editor.becomes(whole);
});

test('characters of two code units are counted as such', async () => {
	await editor.page.keyboard.insertText('const animals = "🦊🦊 💚 hear');
	await editor.type('t');
	await editor.ghosts(' and 🦊 fox');
	await editor.press('Tab');
	await editor.becomes(`${start}const animals = "🦊🦊 💚 heart and 🦊 fox"`);
});

test('the menu pauses and resumes all, and one language', async () => {
	for (const [pause, resume, says] of [['Pause', 'Resume', 'are paused.'], ['Pause for go', 'Resume for go', 'are paused for go.']]) {
		await editor.menu(pause);
		await editor.statusSays(says);
		await cleared();
		await editor.type('func add');
		await editor.becomes(`${start}func add`);
		await editor.staysEmpty();
		await editor.menu(resume);
		await editor.runs();
		await again();
	}
});

test('a setting counts as soon as it is changed', async () => {
	await offered();
	await editor.press('Escape');
	const settings = join(editor.folder, '.vscode/settings.json');
	mkdirSync(dirname(settings));
	writeFileSync(settings, '{ "fimble.inline.automatic": false }');
	await editor.until('no ghost text', async () => await typedGhost() === '');
	await editor.press('Alt+\\');
	await editor.ghosts(rest);
	writeFileSync(settings, '{}');
	await editor.until('ghost text by itself', async () => await typedGhost() !== '');
});

test('a server that is killed comes back, and that is said once', async () => {
	for (let death = 1; death <= 2; death++) {
		const [old, ...others] = editor.servers();
		assert.deepEqual(others, []);
		process.kill(old, 'SIGKILL');
		await editor.until('another server', () => editor.servers().some((pid) => pid !== old));
		await editor.runs();
		await again();
	}
	const said = (await editor.notifications()).filter((text) => text.includes('ended unexpectedly'));
	assert.equal(said.length, 1, said.join('\n'));
});

test('what a model sees stands beside the file', async () => {
	await editor.type('func add');
	await editor.menu('Show What the Model Sees Here');
	await editor.see('the page', () => [...document.querySelectorAll('.view-line')].some((line) => /window of main\d+\.go: \d+ of \d+ tokens/.test(line.textContent.replaceAll('\u00a0', ' '))));
	await editor.run('View: Close Editor Group');
});

test('a slow answer comes by itself', async () => {
	await editor.type('func slow');
	await editor.ghosts('er(by int) int {\n    return by\n}');
});

test('a failing model shows in the status bar and nowhere else', async () => {
	await editor.type('func fail');
	await editor.statusSays('no route to the moon');
	assert.deepEqual((await editor.notifications()).filter((text) => text.includes('moon')), []);
});
