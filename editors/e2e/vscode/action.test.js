// The commands that write and change code, on a declaration, on what VS Code's
// own TypeScript says is wrong, and by a sentence, with a model whose answers
// are recorded.
const assert = require('node:assert');
const { after, before, beforeEach, test } = require('node:test');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { open } = require('./code');

const talks = {
	'fimble.models': { tape: { backend: 'replay', family: 'chat', url: join(__dirname, 'talk.replay') } },
	'fimble.use.action': 'tape', 'fimble.use.inline': 'local', 'fimble.use.invoked': 'local',
};
const start = 'function total(prices: number[]): string {\n\treturn prices.length;\n}\n';
const documented = `/**\n * Returns the total.\n *\n * @param prices\n * @returns\n */\n${start}`;
const fixed = start.replace('prices.length', '`${prices.length}`');
const edited = start.replace('prices.length', 'prices.filter((price) => price >= 0).join()');

let editor;
let files = 0;
before(async () => {
	editor = await open({ 'empty.ts': '' }, 'empty.ts', talks);
});
after(() => editor?.close());
beforeEach(async () => {
	await editor.file(`cart${++files}.ts`, start);
});

/** Waits until TypeScript has found the mistake. */
async function wrong() {
	await editor.see('the mistake', () => document.querySelector('.squiggly-error'));
}

/** Answers the box with that title. */
async function says(title, sentence) {
	await editor.asks(title);
	await editor.page.keyboard.insertText(sentence);
	await editor.press('Enter');
}

/** Asks for an edit by a sentence, and waits for its preview. */
async function preview(sentence) {
	await editor.press('Alt+Shift+\\');
	await says('Change the', sentence);
	await previewed();
}

async function previewed() {
	await editor.see('the preview', () => [...document.querySelectorAll('.bulk-edit-panel .monaco-list-row')].some((row) => row.textContent.includes('cart')));
	if (process.env.FIMBLE_PICTURE) await editor.screenshot(process.env.FIMBLE_PICTURE);
}

/** Ticks what the preview shows, and has it made. */
async function apply() {
	await editor.page.locator('.bulk-edit-panel .edit-checkbox').last().click();
	await editor.page.getByRole('button', { name: 'Apply' }).click();
}

/** Undoes what was done last, which must give this. */
async function undone(text) {
	await editor.page.click('.editor-instance .view-lines');
	await editor.press('Control+z');
	await editor.becomes(text);
}

test('the docs of a declaration are written', async () => {
	await editor.goTo(1);
	await editor.run('Fimble: Write the Docs');
	await editor.becomes(documented);
	await undone(start);
});

test('all docs that a file lacks are written at once', async () => {
	const mean = 'function mean(prices: number[]): number {\n\treturn prices.length;\n}\n';
	const two = `${documented}\n${mean}\n${mean.replace('mean', 'mode')}`;
	await editor.file(`cart${++files}.ts`, two);
	await editor.goTo(9);
	await editor.run('Fimble: Write the Missing Docs');
	const docs = (name) => `/**\n * Returns the ${name}.\n *\n * @param prices\n * @returns\n */\n`;
	await editor.becomes(`${documented}\n${docs('mean')}${mean}\n${docs('mode')}${mean.replace('mean', 'mode')}`);
	await undone(two);
});

test('the docs of a file are written from anywhere in it', async () => {
	await editor.goTo(2);
	await editor.run("Fimble: Write the File's Own Docs");
	await editor.becomes(`/**\n * Defines total.\n *\n * @packageDocumentation\n */\n\n${start}`);
	await undone(start);
});

test('a comment to Fimble is carried out, looked at before, and gone', async () => {
	const asked = `// fimble: leave out negative prices\n${start}`;
	await editor.file(`cart${++files}.ts`, asked);
	await editor.goTo(1);
	await editor.run('Fimble: Do What the Comment Says');
	await previewed();
	assert.deepEqual(await editor.lines(), asked.split('\n').map((line) => line.replace('\t', '    ')));
	await apply();
	await editor.becomes(edited);
	await undone(asked);
});

test('a mistake that TypeScript shows is fixed', async () => {
	await wrong();
	await editor.goTo(2); // TypeScript minds the other end of the line
	await editor.run('Fimble: Fix the Problem');
	await editor.becomes(fixed);
	await editor.see('no mistake', () => !document.querySelector('.squiggly-error'));
});

test('an edit by a sentence is looked at before it is made', async () => {
	await editor.goTo(2);
	await preview('leave out negative prices');
	assert.deepEqual(await editor.lines(), start.split('\n').map((line) => line.replace('\t', '    ')));
	await apply();
	await editor.becomes(edited);
	await undone(start);
});

test('an edit that is discarded changes nothing', async () => {
	await editor.goTo(2);
	await preview('leave out negative prices');
	await editor.page.getByRole('button', { name: 'Discard' }).click();
	await editor.see('no preview', () => !document.querySelector('.bulk-edit-panel .monaco-list-row'));
	await editor.becomes(start);
});

test('an edit of the project changes and makes other files', async () => {
	const path = (name) => join(editor.folder, name);
	writeFileSync(path('use.ts'), "console.log('total');\n");
	await editor.run('Fimble: Edit the Project by Instruction');
	await says('Change the Project', 'rename total to gross');
	for (const name of ['use.ts', 'made.ts']) {
		await editor.see(`${name} in the preview`, (name) => [...document.querySelectorAll('.bulk-edit-panel .monaco-list-row')].some((row) => row.textContent.includes(name)), name);
	}
	if (process.env.FIMBLE_PICTURE) await editor.screenshot(process.env.FIMBLE_PICTURE);
	for (const name of ['use.ts', 'made.ts']) await editor.page.locator('.bulk-edit-panel .monaco-list-row', { hasText: name }).locator('.edit-checkbox').click();
	await editor.page.getByRole('button', { name: 'Apply' }).click();
	await editor.until('the other file', () => readFileSync(path('use.ts'), 'utf8') === "console.log('gross');\n");
	await editor.until('the new file', () => existsSync(path('made.ts')) && readFileSync(path('made.ts'), 'utf8') === 'export const made = true;\n');
});

test('a test is written into a file of its own', async () => {
	await editor.file('basket.ts', `export ${start}`);
	await editor.goTo(1);
	await editor.run('Fimble: Write a Test');
	const path = join(editor.folder, editor.name.replace('.ts', '.test.ts'));
	await editor.until('the test', () => existsSync(path) && readFileSync(path, 'utf8').includes('total([1, 2])'));
});

test('the context menu of the editor has them', async () => {
	await editor.goTo(1);
	await editor.press('Shift+F10');
	await editor.page.getByRole('menuitem', { name: 'Fimble' }).click();
	await editor.page.getByRole('menuitem', { name: 'Write the Docs' }).hover(); // a click at once is ignored
	await editor.press('Enter');
	await editor.becomes(documented);
});

// The last one, as the page has the keys afterwards.
test('code is explained beside it', async () => {
	await editor.goTo(2);
	await editor.run('Fimble: Explain');
	await editor.see('the page', () => document.querySelector('.tab.active, .tab')?.ownerDocument.body.textContent.includes('Preview Explanation.md'));
});
