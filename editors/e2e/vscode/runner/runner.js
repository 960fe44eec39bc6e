// Runs functions of a test in the extension host, where the API of VS Code is.
// They come as their source over a socket that no one else may open, and get
// the tools below.
const assert = require('node:assert');
const http = require('node:http');
const vscode = require('vscode');

const { commands, window, workspace } = vscode;
const patience = 30000;

exports.activate = (context) => {
	const server = http.createServer(async (request, answer) => {
		let body = '';
		for await (const part of request) body += part;
		answer.end(JSON.stringify(await run(JSON.parse(body))));
	});
	if (process.env.FIMBLE_RUNNER) server.listen(process.env.FIMBLE_RUNNER);
	context.subscriptions.push({ dispose: () => server.close() });
};

/** What a function gives, or how it fails. */
async function run({ source, args }) {
	try {
		return { value: await new Function(`return (${source})`)()(tools, ...args) };
	} catch (err) {
		return { error: err.stack };
	}
}

const tools = { vscode, assert, until, path, show, cursor, offers, items, set, undo };

/** Waits until a function gives something, and gives that. */
async function until(what, find) {
	for (const end = Date.now() + patience; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
		const found = await find();
		if (found) return found;
	}
	throw new Error(`waited in vain for ${what}`);
}

/** A file of the folder. */
function path(name) {
	return vscode.Uri.joinPath(workspace.workspaceFolders[0].uri, name);
}

/** Makes a file of the folder and opens it, with the cursor at its end. */
async function show(name, text) {
	await workspace.fs.writeFile(path(name), Buffer.from(text));
	const document = await workspace.openTextDocument(path(name));
	await window.showTextDocument(document);
	cursor(document.positionAt(text.length));
	return document;
}

function cursor(position) {
	window.activeTextEditor.selection = new vscode.Selection(position, position);
}

/** The actions of a kind at a place, once there are any, with their edits. */
function offers(document, kind, line, character = 0) {
	const at = new vscode.Range(line, character, line, character);
	return until(`an action of kind ${kind}`, async () => {
		const all = await commands.executeCommand('vscode.executeCodeActionProvider', document.uri, at, kind, 10);
		return all.length > 0 && all;
	});
}

/** Fimble's entries in the completion list at the end of a document. */
async function items(document) {
	const list = await commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, document.positionAt(document.getText().length));
	return list.items.filter(({ detail }) => detail?.startsWith('Fimble'));
}

/** Sets an option of the user's, or takes it back. */
function set(name, value) {
	return workspace.getConfiguration('fimble').update(name, value, vscode.ConfigurationTarget.Global);
}

function undo() {
	return commands.executeCommand('undo');
}
