import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { commands, EventEmitter, languages, ProgressLocation, Uri, ViewColumn, window, workspace, type Disposable, type ExtensionContext, type TextDocumentContentProvider } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { binary } from './binary';

/** Texts of Fimble's to read, each in a document that cannot be written to. */
export class Pages implements TextDocumentContentProvider, Disposable {
	private readonly texts = new Map<string, string>();
	private readonly changes = new EventEmitter<Uri>();
	readonly onDidChange = this.changes.event;
	private readonly registration = workspace.registerTextDocumentContentProvider('fimble', this);

	constructor(private readonly context: ExtensionContext) {}

	provideTextDocumentContent(uri: Uri): string {
		return this.texts.get(uri.path) ?? 'This page is of an earlier session. Run its command again.';
	}

	/** What a model would get to see at the cursor, as `fimble context` prints it. */
	async showContext(client: LanguageClient): Promise<void> {
		const editor = window.activeTextEditor;
		if (!editor) {
			void window.showInformationMessage('Fimble: put the cursor into a file first.');
			return;
		}
		const params = client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, editor.selection.active);
		await this.show(`Context of ${basename(editor.document.uri.path)}`, async () => (await client.sendRequest<string | null>('fimble/context', params)) ?? 'Fimble does not read this file.\n');
	}

	/** What the selected code does, or the declaration at the cursor. */
	async showExplanation(client: LanguageClient): Promise<void> {
		const editor = window.activeTextEditor;
		if (!editor) return;
		const to = client.code2ProtocolConverter;
		const params = { textDocument: to.asTextDocumentIdentifier(editor.document), range: to.asRange(editor.selection) };
		const text = await client.sendRequest<string | null>('fimble/explain', params).catch(() => null); // the server says why
		if (text === null) return;
		const uri = Uri.from({ scheme: 'fimble', path: '/Explanation.md' });
		this.texts.set(uri.path, text);
		this.changes.fire(uri);
		await commands.executeCommand('markdown.showPreviewToSide', uri);
	}

	/** What a command of the binary prints. */
	async showCommand(title: string, command: string): Promise<void> {
		const cwd = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
		await this.show(title, () => new Promise((resolve, reject) => {
			execFile(binary(this.context), [command], { cwd, windowsHide: true }, (err, stdout, stderr) => {
				if (err && !stdout) reject(new Error(stderr.trim() || err.message)); // a check that fails prints what it found, too
				else resolve(stdout + stderr);
			});
		}));
	}

	private async show(title: string, read: () => Promise<string>): Promise<void> {
		const uri = Uri.from({ scheme: 'fimble', path: `/${title}` });
		try {
			this.texts.set(uri.path, await window.withProgress({ location: ProgressLocation.Window, title: `Fimble: ${title}` }, read));
		} catch (err) {
			void window.showErrorMessage(`Fimble: ${err instanceof Error ? err.message : String(err)}`);
			return;
		}
		this.changes.fire(uri);
		const page = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'plaintext'); // its name may end as code's
		await window.showTextDocument(page, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false });
	}

	dispose(): void {
		this.registration.dispose();
		this.changes.dispose();
	}
}
