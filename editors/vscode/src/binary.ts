import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { workspace, type ExtensionContext } from 'vscode';
import { section } from './settings';

/** The file to run: the one that is set, else the one that came along, else the one on the PATH. */
export function binary(context: ExtensionContext): string {
	const set = workspace.getConfiguration(section).get<string>('path')?.trim();
	if (set) return set.replace(/^~(?=[/\\])/, homedir());
	const bundled = context.asAbsolutePath(process.platform === 'win32' ? 'bin/fimble.exe' : 'bin/fimble');
	return existsSync(bundled) ? bundled : 'fimble';
}

/** Starts the server; it fails if there is no such program. */
export async function start(file: string): Promise<ChildProcess> {
	const server = spawn(file, ['serve'], { stdio: 'pipe', windowsHide: true });
	await new Promise((resolve, reject) => {
		server.once('spawn', resolve);
		server.once('error', reject);
	});
	server.on('error', () => undefined); // its end is seen on its pipes
	return server;
}
