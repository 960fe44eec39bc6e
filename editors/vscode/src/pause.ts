import { ConfigurationTarget, window, workspace } from 'vscode';
import { section } from './settings';

type Languages = { [language: string]: boolean | undefined };

/** Why nothing is suggested in a language, or at all; empty if it is. */
export function paused(language?: string): string {
	const config = workspace.getConfiguration(section);
	if (config.get('enabled') === false) return 'Suggestions are paused.';
	if (language !== undefined && config.get<Languages>('languages')?.[language] === false) return `Suggestions are paused for ${language}.`;
	return '';
}

/** Pauses or resumes all suggestions. */
export async function toggle(): Promise<void> {
	await set('enabled', paused() ? undefined : false);
}

/** Pauses or resumes the suggestions in the language of the editor that is in use. */
export async function toggleLanguage(): Promise<void> {
	const language = window.activeTextEditor?.document.languageId;
	if (language === undefined) return;
	await set('languages', { ...workspace.getConfiguration(section).get<Languages>('languages'), [language]: paused(language) ? undefined : false });
}

/** Writes a setting to where it counts from now on. */
async function set(name: string, value: unknown): Promise<void> {
	const config = workspace.getConfiguration(section);
	const here = config.inspect(name)?.workspaceValue !== undefined;
	await config.update(name, value, here ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}
