// The smallest VS Code client: it starts the server that the environment names.
const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

exports.activate = async (context) => {
	const [command, ...args] = JSON.parse(process.env.FIMBLE_COMMAND);
	const client = new LanguageClient('fimble', 'Fimble', { command, args, transport: TransportKind.stdio }, { documentSelector: [{ pattern: '**' }] });
	context.subscriptions.push(client);
	// A formatter, as languages have one: four blanks become a tab.
	context.subscriptions.push(vscode.languages.registerDocumentFormattingEditProvider({ pattern: '**' }, {
		provideDocumentFormattingEdits(document) {
			const edits = [];
			for (let i = 0; i < document.lineCount; i++) {
				const blanks = /^(?: {4})+/.exec(document.lineAt(i).text)?.[0] ?? '';
				if (blanks !== '') edits.push(vscode.TextEdit.replace(new vscode.Range(i, 0, i, blanks.length), '\t'.repeat(blanks.length / 4)));
			}
			return edits;
		},
	}));
	await client.start();
	vscode.window.setStatusBarMessage('fimble is ready', 600000);
};
