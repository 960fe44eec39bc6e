// Takes the pictures of the documents from the real editors, with what a
// newcomer has who follows README.md:
//   take.js FOLDER
// FIMBLE names the binary, FIMBLE_VSIX the extension, FIMBLE_E2E the tools, and
// tmux is on the PATH.
require('./needs');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, resolve } = require('node:path');
const { test } = require('node:test');
const { chromium } = require('playwright-core');
const { open } = require('../vscode/code');
const { Neovim } = require('./neovim');
const shop = require('../vscode/shop');

const out = resolve(process.argv[2] ?? 'editors/pictures');
const dark = { 'workbench.colorTheme': 'Default Dark Modern', 'editor.fontFamily': 'DejaVu Sans Mono', 'workbench.activityBar.location': 'hidden' };
const sums = 'function total(prices: number[]): number {\n\treturn prices.reduce((sum, price) => sum + price, 0);\n}\n';
mkdirSync(out, { recursive: true });

test('VS Code: ghost text', async () => {
	const editor = await open({ ...shop.files, 'team.go': shop.before }, 'team.go', dark);
	await editor.goTo(shop.line);
	await editor.type(shop.typed);
	await editor.ghosts(shop.rest);
	await editor.statusSays('from the model local');
	await editor.screenshot(join(out, 'vscode.png'));
	await editor.close();
});

test('VS Code: an edit by a sentence, before it is made', async () => {
	const tape = join(mkdtempSync(join(tmpdir(), 'fimble-tape-')), 'talk.replay');
	const answer = sums.replace('prices.reduce', 'prices.filter((price) => price >= 0).reduce');
	writeFileSync(tape, `before: "leave out negative prices\\n"\n${JSON.stringify(`<CODE>\n${answer}</CODE>\n`)}\n`);
	const editor = await open({ 'cart.ts': sums }, 'cart.ts', {
		...dark, 'fimble.models': { tape: { backend: 'replay', family: 'chat', url: tape } }, 'fimble.use.action': 'tape',
	});
	await editor.see('TypeScript at rest', () => /TypeScript/.test(document.querySelector('.statusbar').textContent) && !/Initializing|Analyzing/.test(document.querySelector('.statusbar').textContent));
	await editor.goTo(2);
	await editor.press('Alt+Shift+\\');
	await editor.asks('Change the');
	await editor.page.keyboard.insertText('leave out negative prices');
	await editor.press('Enter');
	await editor.page.locator('.bulk-edit-panel .edit-checkbox').last().click();
	await editor.see('all colours', () => !document.querySelector('.unexpected-closing-bracket')); // an arrow before it is known as such
	await editor.screenshot(join(out, 'vscode-edit.png'));
	await editor.close();
	rmSync(dirname(tape), { recursive: true });
});

test('Neovim: ghost text', async () => {
	const neovim = new Neovim({ ...shop.files, 'team.go': shop.before }, 'team.go', { lua: 'vim.o.tabstop, vim.o.number = 4, true' });
	const { terminal } = neovim;
	try {
		await terminal.shows('os.ReadFile');
		terminal.press(`${shop.line}G`, 'A');
		await terminal.shows('INSERT');
		await terminal.type(shop.typed);
		await terminal.shows(`${shop.typed}${shop.rest}`);
		await picture(terminal.html(), join(out, 'neovim.png'));
	} finally {
		neovim.close();
	}
});

async function picture(html, path) {
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
	try {
		const page = await (await browser.newContext({ deviceScaleFactor: 2 })).newPage();
		await page.setContent(html);
		await page.locator('pre').screenshot({ path });
	} finally {
		await browser.close();
	}
}
