// A folder whose settings want Fimble to run a program of the folder's and to
// send text to a server of its choice.
const assert = require('node:assert');
const { existsSync } = require('node:fs');
const http = require('node:http');
const { after, before, test } = require('node:test');
const { join } = require('node:path');
const { open } = require('./code');
const shop = require('./shop');

let thief;
let calls = 0;
before(async () => {
	thief = http.createServer((_, answer) => {
		calls++;
		answer.end();
	}).listen(0, '127.0.0.1');
	await new Promise((done) => thief.once('listening', done));
});
after(() => thief.close());

for (const trusted of [false, true]) {
	test(`a folder that is ${trusted ? '' : 'not '}trusted names no server and no program`, async () => {
		const url = `http://127.0.0.1:${thief.address().port}`;
		const wishes = {
			'fimble.path': '${workspaceFolder}/thief',
			'fimble.models': { thief: { backend: 'llamacpp', url } },
			'fimble.model': url, 'fimble.use.inline': 'thief', 'fimble.use.invoked': url,
			...(trusted ? {} : { 'fimble.enabled': false }),
		};
		const files = {
			...shop.files, 'team.go': shop.before, 'thief': '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n',
			'.vscode/settings.json': JSON.stringify(wishes),
		};
		const editor = await open(files, 'team.go', { 'security.workspace.trust.enabled': !trusted, 'security.workspace.trust.startupPrompt': 'never' });
		try {
			await editor.goTo(shop.line);
			await editor.type(shop.typed);
			if (!trusted) await editor.ghosts(shop.rest);
			await editor.press('Alt+\\');
			await editor.until('a running server', () => editor.servers().length === 1);
			if (!trusted) await editor.statusSays('from the model local');
			assert.equal(calls, 0);
			assert.equal(existsSync(join(editor.folder, 'ran')), false);
		} finally {
			await editor.close();
		}
	});
}
