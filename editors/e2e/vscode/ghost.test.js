// Ghost text from the first key on, as whoever installs the extension and
// nothing else gets it: from the embedded engine.
const assert = require('node:assert');
const { after, before, test } = require('node:test');
const { open } = require('./code');
const shop = require('./shop');

let editor;
before(async () => {
	editor = await open({ ...shop.files, 'team.go': shop.before }, 'team.go');
});
after(() => editor?.close());

async function offered() {
	await editor.goTo(shop.line);
	await editor.type(shop.typed);
	await editor.ghosts(shop.rest);
}

test('ghost text comes while typing, Tab takes it and undo takes it back', async () => {
	await offered();
	await editor.statusSays('from the model local');
	if (process.env.FIMBLE_PICTURE) await editor.screenshot(process.env.FIMBLE_PICTURE);
	await editor.press('Tab');
	await editor.becomes(shop.after);
	await editor.press('Control+z');
	await editor.becomes(shop.before.replace('\t\t\n', `\t\t${shop.typed}\n`));
});

test('a file with CRLF keeps them', async () => {
	await editor.file('crlf.go', shop.before.replaceAll('\n', '\r\n'));
	await offered();
	await editor.press('Tab');
	await editor.becomes(shop.after.replaceAll('\n', '\r\n'));
});

test('a file of 10,000 lines is as quick', async () => {
	const filler = Array.from({ length: 2000 }, (_, i) => `\nfunc fill${i}(n int) int {\n\tn += ${i}\n\treturn n\n}`).join('') + '\n';
	await editor.file('long.go', shop.before + filler);
	await editor.goTo(shop.line);
	await editor.type(shop.typed);
	const typed = Date.now();
	await editor.ghosts(shop.rest);
	const took = Date.now() - typed;
	console.log(`ghost text ${took} ms after the last of the keys, in 10,000 lines`);
	assert.ok(took < 2000, `${took} ms`);
	await editor.press('Tab');
	await editor.becomes(shop.after + filler);
});

// The last one, as it leaves code behind that the engine learns from.
test('Alt+] shows the next suggestion, Alt+[ the one before, and Tab takes what is shown', async () => {
	await editor.file('next.go', shop.before);
	await offered();
	await editor.press('Alt+]');
	const next = await editor.ghostsOther(shop.rest);
	await editor.press('Alt+[');
	await editor.ghosts(shop.rest);
	await editor.press('Alt+]');
	await editor.ghosts(next);
	await editor.press('Tab');
	await editor.becomes(shop.before.replace('\t\t\n', `\t\t${shop.typed}${next}\n`));
});
