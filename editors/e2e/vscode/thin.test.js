const assert = require('node:assert');
const { test } = require('node:test');
const { join } = require('node:path');
const { open } = require('./code');

const tape = {
	'fimble.models': { tape: { backend: 'replay', url: join(__dirname, '../record/model.replay') } },
	'fimble.use.inline': 'tape', 'fimble.use.invoked': 'tape',
};

test('thin', async () => {
	const editor = await open({ 'main.go': 'package main\n\n' }, 'main.go', tape);
	await editor.press('Control+End');
	await editor.type('func add');
	try { await editor.ghosts('(a, b'); } finally { await editor.screenshot('/tmp/thin.png'); console.log(await editor.notifications(), await editor.status(), JSON.stringify(await editor.ghost())); }
	await editor.press('Tab');
	assert.equal(await editor.saved(), 'package main\n\nfunc add(a, b int) int {\n\treturn a + b\n}');
	console.log(await editor.status(), editor.servers());
	await editor.screenshot('/tmp/thin2.png');
	await editor.close();
});
