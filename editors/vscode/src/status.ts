import { commands, languages, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace, type Disposable } from 'vscode';
import { State, type StateChangeEvent } from 'vscode-languageclient/node';
import type { Status, Watcher } from './client';
import { paused } from './pause';
import { section } from './settings';

/** An answer that comes sooner is not worth a spinner. */
const visibleWait = 200; // ms

/** The status bar item: what Fimble does, by which model, and how long that takes. */
export class StatusItem implements Watcher, Disposable {
	private readonly item = window.createStatusBarItem('fimble.status', StatusBarAlignment.Right, 100);
	private readonly subscriptions: { dispose(): unknown }[];
	private state = State.Starting;
	private waits = 0; // requests that are visibly waited for
	private last: Status | undefined;

	constructor() {
		this.item.name = 'Fimble';
		this.item.command = 'fimble.menu';
		this.subscriptions = [
			this.item,
			window.onDidChangeActiveTextEditor(() => this.draw()),
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(section)) this.draw();
			}),
		];
		this.draw();
		this.item.show();
	}

	changed({ newState }: StateChangeEvent): void {
		this.state = newState;
		this.last = undefined;
		this.draw();
	}

	asked(answer: Thenable<unknown>): void {
		let waits = false;
		const timer = setTimeout(() => {
			waits = true;
			this.waits++;
			this.draw();
		}, visibleWait);
		const done = (): void => {
			clearTimeout(timer);
			if (waits) this.waits--;
			if (waits) this.draw();
		};
		answer.then(done, done);
	}

	answered(status: Status): void {
		this.last = status;
		this.draw();
	}

	dispose(): void {
		for (const subscription of this.subscriptions) subscription.dispose();
	}

	private draw(): void {
		const [icon, text, more] = this.words();
		this.item.text = `$(${icon}) Fimble${text && ` ${text}`}`;
		this.item.tooltip = new MarkdownString([more, 'Click for the menu.'].filter(Boolean).join('\n\n'));
		const failed = icon === 'warning' || icon === 'error';
		this.item.backgroundColor = failed ? new ThemeColor(`statusBarItem.${icon}Background`) : undefined;
		this.item.accessibilityInformation = { label: `Fimble, ${more || text}`, role: 'button' };
	}

	/** The icon, what stands behind the name, and what is said of it. */
	private words(): [icon: string, text: string, more: string] {
		const { model, ms, reason, failed, error, remedy } = this.last ?? {};
		if (this.state === State.Starting) return ['loading~spin', '', 'The server is being started.'];
		if (this.state !== State.Running) return ['error', 'stopped', 'The server does not run. The log says why.'];
		const off = paused(window.activeTextEditor?.document.languageId);
		if (off) return ['circle-slash', 'paused', off];
		if (failed) return ['warning', failed, `The model ${failed} failed: ${error}. What to do: ${remedy}.`];
		const text = model === undefined ? '' : `${model} ${ms} ms`;
		if (this.waits > 0) return ['loading~spin', text, 'A model is being asked.'];
		return ['sparkle', text, reason ? `Nothing suggested: ${reason}.` : text && `The last suggestion came from the model ${model} within ${ms} ms.`];
	}
}

/** The menu behind the status bar item. */
export async function showMenu(): Promise<void> {
	const language = window.activeTextEditor?.document.languageId;
	const all = paused() !== '';
	const one = language !== undefined && (await languages.getLanguages()).includes(language);
	const entries = [
		{ label: all ? '$(play) Resume' : '$(debug-pause) Pause', command: 'fimble.toggle' },
		...(one && !all ? [{ label: paused(language) ? `$(play) Resume for ${language}` : `$(debug-pause) Pause for ${language}`, command: 'fimble.toggleLanguage' }] : []),
		{ label: '$(eye) Show What the Model Sees Here', command: 'fimble.context' },
		{ label: '$(pulse) Check the Set-Up', command: 'fimble.doctor' },
		{ label: '$(graph) Show What You Took', command: 'fimble.stats' },
		{ label: '$(output) Show the Log', command: 'fimble.log' },
		{ label: '$(gear) Settings', command: 'fimble.settings' },
		{ label: '$(debug-restart) Restart', command: 'fimble.restart' },
	];
	const chosen = await window.showQuickPick(entries, { placeHolder: 'Fimble' });
	if (chosen) await commands.executeCommand(chosen.command);
}
