import { commands, languages, Selection, window, type Range } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The server's code actions, by the names of their commands, which end their kinds as well. */
const rewrites = ['docs', 'alldocs', 'filedocs', 'tests', 'body', 'comment'];

/** For each what does it at the cursor, or shows a menu if there are several of the kind. */
export function codeActions(): { [name: string]: () => unknown } {
	const run = (kind: string): unknown => commands.executeCommand('editor.action.codeAction', { kind, apply: 'ifSingle' });
	const fix = (): unknown => {
		goToProblem();
		return run('quickfix.fimble');
	};
	return { fix, ...Object.fromEntries(rewrites.map((name) => [name, () => run(`refactor.rewrite.fimble.${name}`)])) };
}

/** Moves the cursor to the nearest problem of its line, unless it is at one: VS Code offers fixes there alone. */
function goToProblem(): void {
	const editor = window.activeTextEditor;
	if (!editor) return;
	const { active } = editor.selection;
	const away = (at: Range): number => (at.contains(active) ? 0 : Math.abs(at.start.character - active.character));
	const problems = languages.getDiagnostics(editor.document.uri).map(({ range }) => range).filter((at) => at.start.line === active.line || at.contains(active));
	const [nearest] = problems.sort((a, b) => away(a) - away(b));
	if (nearest && !nearest.contains(active)) editor.selection = new Selection(nearest.start, nearest.start);
}

/**
 * Has the selected code changed as a sentence says, or the declaration at the
 * cursor; or with it as many files as it takes. The server's edit wants to be
 * confirmed, so that VS Code shows it first.
 */
export async function edit(client: LanguageClient, scope?: 'project'): Promise<void> {
	const editor = window.activeTextEditor;
	if (!editor) return;
	const { document, selection } = editor;
	const code = selection.isEmpty ? 'Change the Declaration at the Cursor' : 'Change the Selected Code';
	const instruction = await window.showInputBox({
		title: scope ? 'Change the Project' : code,
		prompt: 'What to change, in one or a few sentences.',
		placeHolder: scope ? 'rename total to gross and test it' : 'leave out negative values',
	});
	if (!instruction?.trim()) return;
	const to = client.code2ProtocolConverter;
	await commands.executeCommand('fimble.edit', { uri: to.asUri(document.uri), range: to.asRange(selection), instruction, scope });
}
