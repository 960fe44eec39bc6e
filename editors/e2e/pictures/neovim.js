// A Neovim in a terminal with true colour, set up as README.md says and with nothing
// else that is not asked for.
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, resolve } = require('node:path');
const { Terminal } = require('./terminal');

const root = resolve(__dirname, '../../..');

class Neovim {
	/** Starts it on one of some files; more is the user's: options in fimble.toml, Lua before the set-up, a binary. */
	constructor(files, name, { binary = process.env.FIMBLE, options = '', lua = '', env = {} } = {}) {
		const home = mkdtempSync(join(tmpdir(), 'fimble-nvim-'));
		const [, setup] = /```lua\n(vim\.opt\.runtimepath[^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'));
		const init = `${lua}\n${setup.replaceAll('/path/to/fimble', root)}`;
		mkdirSync(join(home, 'CONFIG/fimble'), { recursive: true });
		for (const [path, text] of Object.entries({ ...files, 'init.lua': init, 'CONFIG/fimble/fimble.toml': options })) writeFileSync(join(home, path), text);
		const dirs = Object.fromEntries(['CONFIG', 'STATE', 'DATA', 'CACHE'].map((dir) => [`XDG_${dir}_HOME`, join(home, dir)]));
		const program = join(process.env.FIMBLE_E2E ?? '/var/cache/fimble-e2e', 'nvim');
		this.home = home;
		this.terminal = new Terminal(home, home, { HOME: home, PATH: `${dirname(resolve(binary))}:${process.env.PATH}`, LC_ALL: 'C.UTF-8', COLORTERM: 'truecolor', ...dirs, ...env },
			90, 18, [program, '-n', '-i', 'NONE', '-u', join(home, 'init.lua'), name]);
	}

	close() {
		this.terminal.close();
		rmSync(this.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
	}
}

module.exports = { Neovim };
