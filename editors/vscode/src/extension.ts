import { commands, window, workspace, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { codeActions, edit } from './actions';
import { newClient } from './client';
import { Pages } from './pages';
import { toggle, toggleLanguage } from './pause';
import { section } from './settings';
import { showMenu, StatusItem } from './status';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
	const status = new StatusItem();
	const own = (client = newClient(context, status));
	const pages = new Pages(context, own);
	const restart = async (): Promise<void> => {
		await own.stop().catch(() => undefined); // it may be dead already
		await start(own);
	};
	const actions = {
		...codeActions(),
		editByInstruction: () => edit(own),
		editProject: () => edit(own, 'project'),
		explainCode: () => pages.showExplanation(),
		menu: showMenu,
		toggle,
		toggleLanguage,
		context: () => pages.showContext(),
		doctor: () => pages.showCommand('Set-Up', 'doctor'),
		stats: () => pages.showCommand('What You Took', 'stats'),
		log: () => own.outputChannel.show(),
		settings: () => commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
		restart,
	};
	context.subscriptions.push(
		status,
		pages,
		own.onDidChangeState((event) => status.changed(event)),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${section}.path`)) void restart();
		}),
		...Object.entries(actions).map(([name, action]) => commands.registerCommand(`fimble.${name}`, action)),
	);
	await start(own);
}

export async function deactivate(): Promise<void> {
	await client?.dispose();
}

async function start(client: LanguageClient): Promise<void> {
	try {
		await client.start();
	} catch (err) {
		const chosen = await window.showErrorMessage(`Fimble: ${err instanceof Error ? err.message : String(err)}`, 'Settings');
		if (chosen) await commands.executeCommand('fimble.settings');
	}
}
