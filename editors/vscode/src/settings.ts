import { workspace, type ExtensionContext } from 'vscode';

/** The section of the settings, which the server calls the same. */
export const section = 'fimble';

type Table = { [name: string]: unknown };

/**
 * What the user has set, as the server takes it. A setting that nobody has set
 * is left out: it would count more than the user's fimble.toml.
 *
 * The one exception are entries in the completion list. A list that opens for
 * them alone would hide the ghost text which says the same.
 */
export function settings(context: ExtensionContext): Table {
	const config = workspace.getConfiguration(section);
	const table: Table = { completion: { enabled: false } };
	for (const key of names(context)) {
		const found = config.inspect(key);
		const set = [found?.globalValue, found?.workspaceValue].filter((value) => value !== undefined);
		if (set.length === 0) continue;
		// Lists add up, so that no workspace takes back what the user denies.
		put(table, key.split('.'), set.every(Array.isArray) ? set.flat() : config.get(key));
	}
	return table;
}

/** The settings that are the server's: all but the path of its binary. */
function names(context: ExtensionContext): string[] {
	const manifest = context.extension.packageJSON as { contributes: { configuration: { properties: Table } } };
	const all = Object.keys(manifest.contributes.configuration.properties);
	return all.map((name) => name.slice(section.length + 1)).filter((name) => name !== 'path');
}

function put(table: Table, [name = '', ...rest]: string[], value: unknown): void {
	if (rest.length === 0) table[name] = value;
	else put((table[name] ??= {}) as Table, rest, value);
}
