// A window of VS Code, driven by keys and read from its page.
const assert = require('node:assert');
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** So long a test waits for what must come, on a busy machine. */
const patience = 30000;

/** So long it waits for what must not come: VS Code asks 50 ms after a key. */
const silence = 700;

class Editor {
	constructor(page, folder, name, code) {
		Object.assign(this, { page, folder, name, code });
	}

	/** Waits for the file and for the server. */
	async ready() {
		await this.page.waitForSelector('.editor-instance .view-lines .view-line', { timeout: 4 * patience });
		await this.see('the server', () => document.querySelector('#fimble\\.fimble\\.fimble\\.status .codicon-sparkle, #fimble\\.fimble\\.fimble\\.status .codicon-circle-slash'), undefined, 4 * patience);
		await this.page.click('.editor-instance .view-lines');
	}

	/** Waits until a function of the page's says so. */
	async see(what, condition, arg, timeout = patience) {
		try {
			return await this.page.waitForFunction(condition, arg, { timeout });
		} catch {
			throw new Error(`waited in vain for ${what}; ghost ${JSON.stringify(await this.ghost())}, status ${JSON.stringify(await this.status())}, lines ${JSON.stringify(await this.lines())}`);
		}
	}

	async type(text, delay = 30) {
		await this.page.keyboard.type(text, { delay });
	}

	async press(...keys) {
		for (const key of keys) await this.page.keyboard.press(key);
	}

	/** Puts the cursor at a line and a column, counted from 1. */
	async goTo(line, column) {
		await this.press('Control+g');
		await this.page.waitForSelector('.quick-input-widget input');
		await this.page.keyboard.insertText(`${line}:${column}`);
		await this.press('Enter');
		await this.page.waitForSelector('.quick-input-widget', { state: 'hidden' });
	}

	/** Runs a command by its title. */
	async run(title) {
		await this.press('F1');
		await this.page.waitForSelector('.quick-input-widget input');
		await this.page.keyboard.insertText(title);
		await this.choose(title);
	}

	/** Takes an entry of the list that is open. */
	async choose(label) {
		await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click({ timeout: patience });
	}

	async menu(label) {
		await this.page.click('#fimble\\.fimble\\.fimble\\.status a');
		await this.choose(label);
	}

	/** The ghost text, its further lines included. */
	ghost() {
		return this.page.evaluate(ghostText);
	}

	async ghosts(text) {
		await this.see(`the ghost text ${JSON.stringify(text)}`, new Function('text', `return (${ghostText})().startsWith(text)`), text);
	}

	async noGhost() {
		await this.see('no ghost text', new Function(`return (${ghostText})() === ''`));
	}

	/** Fails if ghost text comes. */
	async staysEmpty() {
		await pause(silence);
		assert.equal(await this.ghost(), '');
	}

	status() {
		return this.page.evaluate(() => {
			const item = document.querySelector('#fimble\\.fimble\\.fimble\\.status a');
			return `${item?.textContent.trim()} | ${item?.getAttribute('aria-label')}`;
		});
	}

	async statusSays(text) {
		await this.see(`the status ${JSON.stringify(text)}`, (text) => document.querySelector('#fimble\\.fimble\\.fimble\\.status a')?.getAttribute('aria-label').includes(text), text);
	}

	lines() {
		return this.page.$$eval('.editor-instance .view-line', (all) => all
			.sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)).map((line) => line.textContent.replaceAll('\u00a0', ' ')));
	}

	notifications() {
		return this.page.$$eval('.notification-list-item-message', (all) => all.map((one) => one.textContent));
	}

	/** Saves the file and gives what stands on the disk. */
	async saved() {
		await this.press('Control+s');
		await this.see('the file saved', () => !document.querySelector('.tab.active.dirty'));
		return readFileSync(join(this.folder, this.name), 'utf8');
	}

	/** The processes of the extension's binary, of this window's alone as long as there is no other. */
	servers() {
		return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).filter((pid) => {
			try {
				return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(join(this.code.home, 'ext/'));
			} catch {
				return false; // it has ended
			}
		}).map(Number);
	}

	async screenshot(file) {
		await this.page.screenshot({ path: file });
		assert.ok(statSync(file).size > 10000);
	}

	async close() {
		await this.page.context().close();
	}
}

/**
 * In the page: the ghost text on the cursor's line, whose words are parts of
 * their own, and the lines below it.
 */
function ghostText() {
	const text = (parts) => [...parts].map((part) => part.textContent.replaceAll('\u00a0', ' '));
	const first = text(document.querySelectorAll('.view-line .ghost-text-decoration, .view-line .ghost-text-decoration-preview')).join('');
	const more = [...document.querySelectorAll('.suggest-preview-text .view-line')].sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top));
	return [first, ...text(more)].join('\n');
}

module.exports = { Editor, pause };
