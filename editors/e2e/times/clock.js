// Stands between an editor and Fimble and writes down when the editor asked
// for ghost text, when it had its answer, and how long Fimble says that took:
// `node clock.js FILE BINARY ARG...` appends to FILE, a JSON object in a line.
const { appendFileSync } = require('node:fs');
const { spawn } = require('node:child_process');
const { pass } = require('../record/wire');

const [file, binary, ...args] = process.argv.slice(2);
const fimble = spawn(binary, args, { stdio: ['pipe', 'pipe', 'inherit'] });
const asked = new Map(); // when, by the number of the request

pass(process.stdin, fimble.stdin, ({ id, method }) => {
	if (method === 'textDocument/inlineCompletion') asked.set(id, Date.now());
});
pass(fimble.stdout, process.stdout, ({ id, method, result, params }) => {
	const at = Date.now();
	if (method === 'fimble/status') appendFileSync(file, JSON.stringify({ at, took: params.ms }) + '\n');
	if (method === undefined && result?.items?.length > 0 && asked.has(id)) appendFileSync(file, JSON.stringify({ asked: asked.get(id), answered: at }) + '\n');
});
fimble.stdin.on('error', () => {});
fimble.on('exit', (code) => process.exit(code ?? 1));
