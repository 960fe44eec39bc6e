// What the scripts that draw in VS Code and in a terminal need. To load this is
// to look for it, and to end with what is missing and where it comes from.
const { existsSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const tools = process.env.FIMBLE_E2E ?? '/var/cache/fimble-e2e';
const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, name)));
const built = (name) => process.env[name] !== undefined && existsSync(process.env[name]);

const missing = [
	[onPath('tmux'), 'tmux: apt-get install tmux'],
	[existsSync('/usr/bin/chromium'), '/usr/bin/chromium: .ci/setup'],
	[existsSync(join(tools, 'nvim')), `${join(tools, 'nvim')}: .ci/setup`],
	[resolves('playwright-core') && resolves('code-server/out/node/entry.js'), `playwright-core and code-server: .ci/setup, and NODE_PATH=${join(tools, 'vscode/node_modules')}`],
	[built('FIMBLE'), 'FIMBLE, the binary: go build -o FILE ./cmd/fimble'],
	[built('FIMBLE_VSIX'), 'FIMBLE_VSIX, the extension: editors/vscode/package.sh FILE'],
].filter(([there]) => !there);

if (missing.length > 0) {
	console.error(['Missing, and where it comes from (editors/e2e/README.md has all of it):', ...missing.map(([, what]) => `  ${what}`)].join('\n'));
	process.exit(2);
}

function resolves(name) {
	try {
		return require.resolve(name) !== '';
	} catch {
		return false;
	}
}
