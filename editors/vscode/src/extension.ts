import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { codeActions, edit } from './actions';
import { binary } from './binary';
import { newClient, tell } from './client';
import { Pages } from './pages';
import { toggle, toggleLanguage } from './pause';
import { section } from './settings';
import { showMenu, StatusItem } from './status';

let client: LanguageClient | undefined;
let turn = Promise.resolve();

export async function activate(context: ExtensionContext): Promise<void> {
	const log = window.createOutputChannel('Fimble', { log: true });
	const status = new StatusItem();
	const pages = new Pages(context);
	// Each start has a client of its own: one whose start has failed fails for ever.
	const restart = (): Promise<void> => (turn = turn.then(async () => {
		await client?.dispose().catch(() => undefined); // it may be dead already
		client = newClient(context, status, log);
		await client.start().catch((err: unknown) => refuse(binary(context), err as NodeJS.ErrnoException));
	}));
	const ofServer = {
		...codeActions(),
		editByInstruction: edit,
		editProject: (client: LanguageClient) => edit(client, 'project'),
		explainCode: (client: LanguageClient) => pages.showExplanation(client),
		context: (client: LanguageClient) => pages.showContext(client),
	};
	const own = {
		menu: showMenu,
		toggle,
		toggleLanguage,
		doctor: () => pages.showCommand('Set-Up', 'doctor'),
		stats: () => pages.showCommand('What You Took', 'stats'),
		log: () => log.show(),
		settings: () => commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
		restart,
		...Object.fromEntries(Object.entries(ofServer).map(([name, act]) => [name, served(act)])),
	};
	context.subscriptions.push(
		log,
		status,
		pages,
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${section}.path`)) void restart();
		}),
		...Object.entries(own).map(([name, act]) => commands.registerCommand(`fimble.${name}`, () => act())),
	);
	await restart();
}

export async function deactivate(): Promise<void> {
	await client?.dispose();
}

/** What a command does that needs a server. If none runs the user is told. */
function served(act: (client: LanguageClient) => unknown) {
	return async (): Promise<void> => {
		if (client?.state === State.Starting) await client.start().catch(() => undefined);
		if (client?.isRunning()) await act(client);
		else tell('Fimble is not running. The log says why.', 'Restart', 'fimble.restart');
	};
}

/** Says why the server is not started. */
function refuse(file: string, { message, syscall }: NodeJS.ErrnoException): void {
	const why = syscall ? 'cannot be started' : 'is no Fimble, or ends at once';
	tell(`Fimble: ${file} ${why} (${message}). Set fimble.path to the fimble binary.`, 'Settings', 'fimble.settings');
}
