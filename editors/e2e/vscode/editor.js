// A window of VS Code, driven by keys and read from its page.
const assert = require('node:assert');
const { readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** So long a test waits for what must come, on a busy machine. */
const patience = 30000;

/** So long it waits for what must not come: VS Code asks 50 ms after a key. */
const silence = 700;

/** The status bar item of the extension. */
const item = '[id="fimble.fimble.fimble.status"] a';

class Editor {
	constructor(page, folder, name, code) {
		Object.assign(this, { page, folder, name, code });
	}

	/** Waits for the file and for the server. */
	async ready() {
		await this.page.evaluate(watchToasts);
		await this.page.waitForSelector('.editor-instance .view-lines .view-line', { timeout: 4 * patience });
		await this.runs();
		await this.page.click('.editor-instance .view-lines');
	}

	/** Waits for the server. */
	async runs() {
		await this.see('the server', (item) => document.querySelector(`${item} .codicon-sparkle`), item, 4 * patience);
	}

	/** Waits until a function of the page's says so. */
	async see(what, condition, arg, timeout = patience) {
		try {
			return await this.page.waitForFunction(condition, arg, { timeout });
		} catch {
			throw new Error(`waited in vain for ${what}; ghost ${JSON.stringify(await this.ghost())}, status ${JSON.stringify(await this.status())}, messages ${JSON.stringify(await this.notifications())}, lines ${JSON.stringify(await this.lines())}`);
		}
	}

	/** Waits until a function says so. */
	async until(what, condition) {
		for (const end = Date.now() + patience; !await condition(); await pause(50)) assert.ok(Date.now() < end, `waited in vain for ${what}`);
	}

	async type(text, delay = 30) {
		await this.page.keyboard.type(text, { delay });
	}

	async press(...keys) {
		for (const key of keys) await this.page.keyboard.press(key);
	}

	/** Waits until a box has the keys, and not one that is about to go. */
	async asks(title = '') {
		await this.see(`a box ${title}`, (title) => {
			const box = document.querySelector('.quick-input-widget');
			return box?.checkVisibility() && box.contains(document.activeElement) && (box.querySelector('.quick-input-title')?.textContent ?? '').includes(title);
		}, title);
	}

	/** Opens a new file of the folder. */
	async file(name, text) {
		writeFileSync(join(this.folder, name), text);
		await this.press('Control+p');
		await this.asks();
		await this.page.keyboard.insertText(join(this.folder, name));
		await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor({ timeout: patience });
		await this.press('Enter');
		await this.see(`the tab of ${name}`, (name) => document.querySelector('.tab.active')?.textContent.includes(name), name);
		await this.see('an empty screen', (text) => [...document.querySelectorAll('.editor-instance .view-line')].some((line) => text.includes(line.textContent.replaceAll('\u00a0', ' '))), text);
		this.name = name;
	}

	/** Puts the cursor at the end of a line, counted from 1. */
	async goTo(line) {
		await this.press('Control+g');
		await this.asks();
		await this.page.keyboard.insertText(`${line}`);
		await this.press('Enter');
		await this.page.waitForSelector('.quick-input-widget', { state: 'hidden' });
		await this.press('End');
	}

	/** Runs a command by its title. */
	async run(title) {
		await this.press('F1');
		await this.asks();
		await this.page.keyboard.insertText(title);
		await this.choose(title);
	}

	/** Takes an entry of the list that is open. */
	async choose(label) {
		await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click({ timeout: patience });
	}

	async menu(label) {
		await this.page.click(item);
		await this.choose(label);
		await this.press('Control+1'); // back to the editor
	}

	/** The ghost text, its further lines included. */
	ghost() {
		return this.page.evaluate(ghostText);
	}

	async ghosts(text) {
		await this.see(`the ghost text ${JSON.stringify(text)}`, new Function('text', `return (${ghostText})().startsWith(text)`), text);
	}

	/** Waits for ghost text that does not begin so, and gives it. */
	async ghostsOther(text) {
		await this.see('other ghost text', new Function('text', `const shown = (${ghostText})(); return shown !== '' && !shown.startsWith(text)`), text);
		return this.ghost();
	}

	async noGhost() {
		await this.see('no ghost text', new Function(`return (${ghostText})() === ''`));
	}

	/** Fails if ghost text comes. */
	async staysEmpty() {
		await pause(silence);
		assert.equal(await this.ghost(), '');
	}

	/** What stands in the status bar, and what is said of it. */
	status() {
		return this.page.evaluate((item) => {
			const link = document.querySelector(item);
			return `${link?.textContent.trim()}: ${link?.getAttribute('aria-label')}`;
		}, item);
	}

	async statusSays(text) {
		await this.see(`the status ${JSON.stringify(text)}`,
			([item, text]) => document.querySelector(item)?.getAttribute('aria-label').includes(text), [item, text]);
	}

	lines() {
		return this.page.$$eval('.editor-instance .view-line', (all) => all
			.sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)).map((line) => line.textContent.replaceAll('\u00a0', ' ')));
	}

	/** The texts of all messages since the window was opened, those that are gone included. */
	notifications() {
		return this.page.evaluate(() => [...window.toasts.values()]);
	}

	async says(text) {
		await this.see(`the message ${JSON.stringify(text)}`, (text) => [...window.toasts.values()].some((said) => said.includes(text)), text);
	}

	/** Waits until the file, which VS Code saves by itself, is this. */
	async becomes(text) {
		const path = join(this.folder, this.name);
		for (const end = Date.now() + patience; readFileSync(path, 'utf8') !== text && Date.now() < end; ) await pause(50);
		assert.equal(readFileSync(path, 'utf8'), text);
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

/**
 * In the page: notes each message that comes up. One that says the same as one
 * before takes its place, in an element of its own.
 */
function watchToasts() {
	window.toasts = new Map();
	new MutationObserver(() => {
		for (const toast of document.querySelectorAll('.notification-toast-container')) {
			const text = toast.querySelector('.notification-list-item-message')?.textContent;
			if (text) window.toasts.set(toast, text);
		}
	}).observe(document.body, { subtree: true, childList: true, characterData: true });
}

module.exports = { Editor, pause };
