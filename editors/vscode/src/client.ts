import { commands, InlineCompletionTriggerKind, window, type ExtensionContext } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, type LanguageClientOptions, type Position, type StaticFeature } from 'vscode-languageclient/node';
import { binary, start } from './binary';
import { section, settings } from './settings';

/** What the server says of each request that it has answered. */
export interface Status {
	model?: string;
	ms: number;
	reason?: string;
	error?: string;
}

/** A better answer has come in than the one that was given here. */
interface Ready {
	textDocument: { uri: string; version: number };
	position: Position;
}

/** What the status bar gets to know of. */
export interface Watcher {
	asked(answer: Thenable<unknown>): void;
	answered(status: Status): void;
	died(forGood: boolean): void;
}

/** Files that people write. Logs, the context window and the like are none. */
const documentSelector = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'].map((scheme) => ({ scheme }));

/** So many ends within so many minutes are no accident. */
const deaths = { most: 5, minutes: 3 };

export function newClient(context: ExtensionContext, watcher: Watcher): LanguageClient {
	let again = false; // the next request is the server's wish, not the user's
	const options: LanguageClientOptions = {
		documentSelector,
		initializationOptions: () => settings(context),
		revealOutputChannelOn: RevealOutputChannelOn.Never,
		errorHandler: {
			error: () => ({ action: ErrorAction.Continue, handled: true }),
			closed: restarter(watcher),
		},
		middleware: {
			provideInlineCompletionItems(document, position, asked, token, next) {
				if (again) asked = { ...asked, triggerKind: InlineCompletionTriggerKind.Automatic };
				const answer = Promise.resolve(next(document, position, asked, token));
				watcher.asked(answer);
				return answer;
			},
			workspace: {
				configuration: ({ items }) => items.map((item) => (item.section === section ? settings(context) : null)),
				didChangeConfiguration: () => client.sendNotification('workspace/didChangeConfiguration', { settings: { [section]: settings(context) } }),
			},
		},
	};
	const client = new LanguageClient(section, 'Fimble', () => start(binary(context)), options);
	client.registerFeature(additions);
	client.onNotification('fimble/status', (status: Status) => watcher.answered(status));
	client.onNotification('fimble/ready', async ({ textDocument, position }: Ready) => {
		const editor = window.activeTextEditor;
		if (!editor || editor.document.version !== textDocument.version || client.code2ProtocolConverter.asUri(editor.document.uri) !== textDocument.uri) return;
		if (!editor.selection.isEmpty || !editor.selection.active.isEqual(client.protocol2CodeConverter.asPosition(position))) return;
		again = true; // a VS Code that does not know "explicit" takes it for the user's wish
		try {
			await commands.executeCommand('editor.action.inlineSuggest.trigger', { explicit: false });
		} finally {
			again = false;
		}
	});
	return client;
}

/** Tells the server which of its additions to the protocol are listened to. */
const additions: StaticFeature = {
	fillClientCapabilities(capabilities) {
		capabilities.experimental = { fimble: { ready: true, status: true } };
	},
	initialize: () => undefined,
	getState: () => ({ kind: 'static' }),
	clear: () => undefined,
};

/** Starts a server that has died, and says so the first time. One that dies again and again stays dead. */
function restarter(watcher: Watcher) {
	const ends: number[] = [];
	return () => {
		const now = Date.now();
		ends.push(now);
		const recent = ends.filter((at) => now - at < deaths.minutes * 60_000);
		const forGood = recent.length > deaths.most;
		watcher.died(forGood);
		if (forGood) {
			tell(`Fimble has ended ${recent.length} times in ${deaths.minutes} minutes and is not started again.`, 'Restart', 'fimble.restart');
		} else if (ends.length === 1) {
			tell('Fimble ended unexpectedly and was started again.', 'Show Log', 'fimble.log');
		}
		return { action: forGood ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
	};
}

function tell(text: string, button: string, command: string): void {
	void window.showWarningMessage(text, button).then((chosen) => {
		if (chosen === button) void commands.executeCommand(command);
	});
}
