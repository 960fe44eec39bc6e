import { commands, InlineCompletionTriggerKind, window, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State, type LanguageClientOptions, type Position, type StateChangeEvent, type StaticFeature } from 'vscode-languageclient/node';
import { binary, start } from './binary';
import { section, settings } from './settings';

/** What the server says of each request that it has answered. */
export interface Status {
	model?: string;
	ms: number;
	reason?: string;
	failed?: string; // the model that went wrong, also where another one answered
	error?: string;
	remedy?: string;
}

/** A better answer has come in than the one that was given here. */
interface Ready {
	textDocument: { uri: string; version: number };
	position: Position;
}

/** What the status bar gets to know of. */
export interface Watcher {
	changed(event: StateChangeEvent): void;
	asked(answer: Thenable<unknown>): void;
	answered(status: Status): void;
}

/** Files that people write. Logs, the context window and the like are none. */
const documentSelector = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs'].map((scheme) => ({ scheme }));

/** So many ends within so many minutes are no accident. */
const deaths = { most: 5, minutes: 3 };

export function newClient(context: ExtensionContext, watcher: Watcher, outputChannel: LogOutputChannel): LanguageClient {
	let ran = false; // what has never run is not started again
	let again = false; // the next request is the server's wish, not the user's
	const restart = restarter();
	const options: LanguageClientOptions = {
		documentSelector,
		outputChannel,
		initializationFailedHandler: () => false, // whoever starts it tells the user
		initializationOptions: () => settings(context),
		revealOutputChannelOn: RevealOutputChannelOn.Never,
		errorHandler: {
			error: () => ({ action: ErrorAction.Continue, handled: true }),
			closed: () => (ran ? restart() : { action: CloseAction.DoNotRestart, handled: true }),
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
	const log = client.error.bind(client);
	client.error = (message, data, show) => log(message, data, ran && show); // of a failed start the user is told once
	client.registerFeature(additions);
	client.onDidChangeState((event) => {
		ran ||= event.newState === State.Running;
		watcher.changed(event);
	});
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
	fillClientCapabilities: (capabilities) => void (capabilities.experimental = { fimble: { ready: true, status: true } }),
	initialize: () => undefined,
	getState: () => ({ kind: 'static' }),
	clear: () => undefined,
};

/** Starts a server that has died, and says so the first time. One that dies again and again stays dead. */
function restarter() {
	const ends: number[] = [];
	return () => {
		ends.push(Date.now());
		const recent = ends.filter((at) => Date.now() - at < deaths.minutes * 60_000);
		const forGood = recent.length > deaths.most;
		if (forGood) {
			tell(`Fimble has ended ${recent.length} times in ${deaths.minutes} minutes and is not started again.`, 'Restart', 'fimble.restart');
		} else if (ends.length === 1) {
			tell('Fimble ended unexpectedly and was started again.', 'Show Log', 'fimble.log');
		}
		return { action: forGood ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
	};
}

/** Says something that a button's command helps with. */
export function tell(text: string, button: string, command: string): void {
	void window.showWarningMessage(text, button).then((chosen) => {
		if (chosen === button) void commands.executeCommand(command);
	});
}
