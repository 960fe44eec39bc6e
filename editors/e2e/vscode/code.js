// A VS Code behind a web page, with the extension installed from its .vsix.
// One server and one Chromium serve all tests; every test has a window, a
// folder and settings of its own.
const { execFileSync, spawn } = require('node:child_process');
const { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { after } = require('node:test');
const { chromium } = require('playwright-core');
const { Editor, pause } = require('./editor');
const { Host } = require('./host');

// What a user would have to switch off anyway, to see nothing but the editor.
const quiet = {
	'workbench.startupEditor': 'none', 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'workbench.tips.enabled': false,
	'chat.disableAIFeatures': true, 'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'extensions.autoUpdate': false,
	'git.enabled': false, 'files.hotExit': 'off', 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100, 'security.workspace.trust.enabled': false,
	// A list of words would take the Tab that is meant for the suggestion.
	'editor.wordBasedSuggestions': 'off', 'editor.minimap.enabled': false,
	'editor.insertSpaces': false, 'editor.detectIndentation': false,
};
// What says where text goes is set for the machine that the server runs on,
// which is a remote one here.
const ofMachine = /^fimble\.(model|models|use|route|path)\b/;
const keys = [{ key: 'alt+l', command: 'editor.action.inlineSuggest.acceptNextLine', when: 'editorTextFocus' }];

let running;
let host;

/** The extension host of the one window that is opened afterwards. */
function hosted() {
	return (host ??= new Host());
}

/** Opens a folder with these files, and one of them in the editor. */
async function open(files, name, settings = {}) {
	running ??= start();
	const code = await running;
	const folder = mkdtempSync(join(code.home, 'folder-'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	code.set(settings);
	const context = await code.browser.newContext({ viewport: { width: 1000, height: 560 }, deviceScaleFactor: 2 });
	const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${code.port}${join(folder, name)}`]]);
	const page = await context.newPage();
	await page.goto(`http://127.0.0.1:${code.port}/?folder=${folder}&payload=${encodeURIComponent(payload)}`, { waitUntil: 'domcontentloaded' });
	const editor = new Editor(page, folder, name, code);
	await editor.ready();
	return editor;
}

async function start() {
	const home = mkdtempSync(join(tmpdir(), 'fimble-vscode-'));
	for (const dir of ['data/User', 'data/Machine', 'ext', 'config']) mkdirSync(join(home, dir), { recursive: true });
	writeFileSync(join(home, 'config.yaml'), '');
	writeFileSync(join(home, 'data/User/keybindings.json'), JSON.stringify(keys));
	const program = require.resolve('code-server/out/node/entry.js');
	const folders = ['--config', join(home, 'config.yaml'), '--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'ext')];
	const env = { ...process.env, XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state'), ...host?.install(home) };
	execFileSync(process.execPath, [program, ...folders, '--install-extension', process.env.FIMBLE_VSIX], { env, stdio: 'pipe' });
	const port = await freePort();
	const log = openSync(join(home, 'log'), 'a');
	const server = spawn(process.execPath, [program, ...folders, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none',
		'--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--disable-proxy'], { env, stdio: ['ignore', log, log] });
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] });
	running.stop = async () => {
		await browser.close();
		server.kill();
		if (server.exitCode === null) await new Promise((done) => server.once('exit', done));
		rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
	};
	for (let up = false; !up; await pause(100)) {
		if (server.exitCode !== null) throw new Error(`code-server ended: ${readFileSync(join(home, 'log'))}`);
		up = await new Promise((done) => http.get(`http://127.0.0.1:${port}/healthz`, (r) => done(r.resume() && true)).on('error', () => done(false)));
	}
	const set = (settings) => {
		const [machine, user] = [{}, { ...quiet }];
		for (const [name, value] of Object.entries(settings)) (ofMachine.test(name) ? machine : user)[name] = value;
		writeFileSync(join(home, 'data/Machine/settings.json'), JSON.stringify(machine));
		writeFileSync(join(home, 'data/User/settings.json'), JSON.stringify(user));
	};
	return { home, port, browser, set, pid: server.pid };
}

function freePort() {
	return new Promise((done) => {
		const probe = net.createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address();
			probe.close(() => done(port));
		});
	});
}

after(() => running?.stop?.());

module.exports = { hosted, open };
