// The commands that write and change code, on a declaration, on what VS Code's
// own TypeScript says is wrong, and by a sentence, with a model whose answers
// are recorded.
const assert = require('node:assert');
const { after, before, beforeEach, test } = require('node:test');
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

/** Asks for an edit by a sentence, and waits for its preview. */
async function preview(sentence) {
	await editor.press('Alt+Shift+\\');
	await editor.page.waitForSelector('.quick-input-widget input');
	await editor.page.keyboard.insertText(sentence);
	await editor.press('Enter');
	await editor.see('the preview', () => [...document.querySelectorAll('.bulk-edit-panel .monaco-list-row')].some((row) => row.textContent.includes('cart')));
	if (process.env.FIMBLE_PICTURE) await editor.screenshot(process.env.FIMBLE_PICTURE);
}

test('the docs of a declaration are written', async () => {
	await editor.goTo(1);
	await editor.run('Fimble: Write the Docs');
	await editor.becomes(documented);
	await editor.press('Control+z');
	await editor.becomes(start);
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
	await editor.page.locator('.bulk-edit-panel .edit-checkbox').last().click();
	await editor.page.getByRole('button', { name: 'Apply' }).click();
	await editor.becomes(edited);
	await editor.page.click('.editor-instance .view-lines');
	await editor.press('Control+z');
	await editor.becomes(start);
});

test('an edit that is discarded changes nothing', async () => {
	await editor.goTo(2);
	await preview('leave out negative prices');
	await editor.page.getByRole('button', { name: 'Discard' }).click();
	await editor.see('no preview', () => !document.querySelector('.bulk-edit-panel .monaco-list-row'));
	await editor.becomes(start);
});

test('the context menu of the editor has them', async () => {
	await editor.goTo(1);
	await editor.press('Shift+F10');
	await editor.page.getByRole('menuitem', { name: 'Fimble' }).click();
	await editor.page.getByRole('menuitem', { name: 'Write the Docs' }).hover(); // a click at once is ignored
	await editor.press('Enter');
	await editor.becomes(documented);
});
