// Stands between an editor and Fimble and writes down what they say about one
// document: `node tee.js FILE BINARY ARG...` appends to FILE, a JSON object in
// a line each. The places are [line, character], the spans [line, character,
// line, character], all of them as on the wire.
//
//	{"ms":0,"open":"text","language":"go"}
//	{"ms":90,"change":[[2,4,2,4,"a"]]}          a text alone is a whole new one
//	{"ms":95,"show":[["1",2,4,2,5,"add()"]],"at":[2,5]}
//	{"ms":310,"accepted":"1"}
const { appendFileSync } = require('node:fs');
const { spawn } = require('node:child_process');
const { pass } = require('./wire');

const [file, binary, ...args] = process.argv.slice(2);
const fimble = spawn(binary, args, { stdio: ['pipe', 'pipe', 'inherit'] });
const asked = new Map(); // the place of each open request for ghost text
let start;
let document; // the first that is opened

const place = ({ line, character }) => [line, character];
const span = ({ start, end }) => [...place(start), ...place(end)];

function note(event) {
	start ??= Date.now();
	appendFileSync(file, JSON.stringify({ ms: Date.now() - start, ...event }) + '\n');
}

const notes = {
	'textDocument/didOpen': ({ textDocument: { uri, text, languageId } }) => {
		document ??= uri;
		if (uri === document) note({ open: text, language: languageId });
	},
	'textDocument/didChange': ({ textDocument, contentChanges }) => {
		if (textDocument.uri !== document) return;
		note({ change: contentChanges.map(({ range, text }) => (range ? [...span(range), text] : text)) });
	},
	'workspace/executeCommand': ({ command, arguments: [id] }) => {
		if (command === 'fimble.accepted') note({ accepted: id });
	},
	'textDocument/didClose': ({ textDocument }) => {
		if (textDocument.uri === document) note({ close: true });
	},
};

function fromEditor({ id, method, params }) {
	if (method === 'textDocument/inlineCompletion' && params.textDocument.uri === document) asked.set(id, params.position);
	notes[method]?.(params);
}

function fromFimble({ id, method, result }) {
	if (method !== undefined || !asked.has(id)) return;
	const items = result?.items ?? [];
	if (items.length > 0) {
		note({
			show: items.map(({ insertText, range, command }) => [command.arguments[0], ...span(range), insertText]),
			at: place(asked.get(id)),
		});
	}
	asked.delete(id);
}

pass(process.stdin, fimble.stdin, fromEditor);
pass(fimble.stdout, process.stdout, fromFimble);
fimble.stdin.on('error', () => {});
fimble.on('exit', (code) => process.exit(code ?? 1));
