// Prints how long it takes from a key to ghost text on the screen, and where
// the time goes: measure.js [TIMES]. The variables are those of pictures.
require('../pictures/needs');
const { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, resolve } = require('node:path');
const { after, test } = require('node:test');
const { open } = require('../vscode/code');
const { pause } = require('../vscode/editor');
const { Neovim } = require('../pictures/neovim');
const shop = require('../vscode/shop');

const times = Number(process.argv[2] ?? 7);
const home = mkdtempSync(join(tmpdir(), 'fimble-times-'));
after(() => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));

// One key that brings ghost text: of the embedded engine, and of a model that
// takes its time.
const slowness = 300;
const tape = join(home, 'slow.replay');
writeFileSync(tape, `before: func add\nwait: ${slowness}ms\n> (a, b int) int {\n| \treturn a + b\n| }\n`);
const cases = [
	{ name: 'the embedded engine', model: 0, text: shop.before.replace('\t\t\n', `\t\t${shop.typed.slice(0, -1)}\n`), line: shop.line, key: shop.typed.at(-1) },
	{ name: `a model that takes ${slowness} ms`, model: slowness, text: 'package sums\n\nfunc ad\n', line: 3, key: 'd', models: { tape: { backend: 'replay', url: tape } } },
];

for (const c of cases) {
	test(`VS Code with ${c.name}`, async () => {
		const clock = clockwork();
		const editor = await open({ ...shop.files, 'empty.go': 'package shop\n' }, 'empty.go', {
			'fimble.path': clock.program, ...(c.models && { 'fimble.models': c.models, 'fimble.use.inline': 'tape' }),
		});
		await editor.page.evaluate(watch);
		for (let i = 0; i < times; i++) {
			await editor.file(`file${i}.go`, c.text);
			await editor.goTo(c.line);
			await editor.page.evaluate('seen.key = 0');
			await editor.press(c.key);
			await editor.see('ghost text', 'seen.ghost > seen.key && seen.key > 0');
			const { key, ghost } = await editor.page.evaluate('seen');
			appendFileSync(clock.file, `${JSON.stringify({ key })}\n${JSON.stringify({ ghost })}\n`);
			await editor.press('Tab'); // what stands there half said is learnt, too
			await editor.noGhost();
		}
		await editor.close();
		report('VS Code', c, clock.file);
	});

	test(`Neovim with ${c.name}`, async () => {
		const clock = clockwork();
		const options = c.models ? `[models.tape]\nbackend = "replay"\nurl = "${tape}"\n[use]\ninline = "tape"\n` : '';
		const files = { ...shop.files, ...Object.fromEntries(Array.from({ length: times }, (_, i) => [`file${i}.go`, c.text])) };
		const neovim = new Neovim(files, 'go.mod', { binary: clock.program, options, lua: `dofile('${join(__dirname, 'keys.lua')}')`, env: { FIMBLE_TIMES: clock.file } });
		try {
			for (let i = 0; i < times; i++) {
				const before = neovim.terminal.text();
				neovim.terminal.press('Escape', `:edit! file${i}.go`, 'Enter', `${c.line}G`, 'A');
				await neovim.terminal.shows('INSERT');
				await pause(500);
				await neovim.terminal.type(c.key);
				for (const end = Date.now() + 10000; count(clock.file, 'ghost') <= i && Date.now() < end; ) await pause(20);
				if (count(clock.file, 'ghost') <= i) throw new Error(`no ghost text: ${before}\n${neovim.terminal.text()}`);
			}
		} finally {
			neovim.close();
		}
		report('Neovim', c, clock.file);
	});
}

/** A program that is Fimble and writes its times into a file. */
function clockwork() {
	const dir = mkdtempSync(join(home, 'clock-'));
	const [file, program] = [join(dir, 'times'), join(dir, 'bin/fimble')];
	mkdirSync(dirname(program));
	writeFileSync(file, '');
	writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(__dirname, 'clock.js')}' '${file}' '${resolve(process.env.FIMBLE)}' "$@"\n`);
	chmodSync(program, 0o755);
	return { file, program };
}

const events = (file) => readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
const count = (file, what) => events(file).filter((event) => event[what]).length;

/** In the page: when the last key came, and when ghost text was painted. */
function watch() {
	globalThis.seen = { key: 0, ghost: 0 };
	const now = () => performance.timeOrigin + performance.now();
	addEventListener('keydown', () => (seen.key = now()), true);
	const look = () => {
		if (seen.key > seen.ghost && document.querySelector('.view-line .ghost-text-decoration')) seen.ghost = now();
		requestAnimationFrame(look);
	};
	look();
}

/** Prints the medians. */
function report(editor, { name, model }, file) {
	const all = events(file);
	const rows = all.filter((event) => event.ghost).map(({ ghost }) => {
		const key = Math.max(...all.filter((event) => event.key < ghost).map((event) => event.key));
		const answer = all.findLast((event) => event.answered <= ghost && event.asked >= key);
		const status = all.find((event) => event.took !== undefined && event.at >= (answer?.answered ?? Infinity) - 20);
		return answer && { all: ghost - key, waits: answer.asked - key, server: (status?.took ?? answer.answered - answer.asked), wire: answer.answered - answer.asked, draws: ghost - answer.answered };
	}).filter(Boolean);
	if (rows.length === 0) throw new Error(`no answer that came between a key and ghost text:\n${readFileSync(file, 'utf8')}`);
	const middle = (part) => Math.round(rows.map((row) => row[part]).sort((a, b) => a - b)[rows.length >> 1]);
	console.log(`${editor}, ${name}: ${middle('all')} ms from the key to ghost text: editor waits ${middle('waits')}, answer on the wire ${middle('wire')} (Fimble says ${middle('server')}, its model takes ${model}), editor draws ${middle('draws')}; median of ${rows.length}`);
}
