// A program on the real screen of a terminal, that of tmux, and a page that
// shows the screen as it is, colours included.
const { execFileSync } = require('node:child_process');
const { pause } = require('../vscode/editor');

class Terminal {
	/** Starts a program in a folder. */
	constructor(home, folder, env, columns, lines, program) {
		this.socket = `${home}/tmux`;
		const set = Object.entries(env).map(([name, value]) => `${name}=${value}`); // tmux itself would keep its own PATH
		this.tmux('-f', '/dev/null', 'new-session', '-d', '-x', `${columns}`, '-y', `${lines}`, '-c', folder, '--', 'env', ...set, ...program);
	}

	tmux(...args) {
		return execFileSync('tmux', ['-S', this.socket, ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
	}

	/** Types a text as a person does: what comes at once is pasted. */
	async type(text) {
		for (const key of text) {
			this.tmux('send-keys', '-l', key);
			await pause(30);
		}
	}

	press(...keys) {
		this.tmux('send-keys', ...keys);
	}

	/** What stands on the screen. */
	text() {
		return this.tmux('capture-pane', '-p');
	}

	/** Waits until a text stands on the screen. */
	async shows(text) {
		for (const end = Date.now() + 20000; !this.text().includes(text); await pause(20)) {
			if (Date.now() > end) throw new Error(`waited in vain for ${JSON.stringify(text)} on the screen\n${this.text()}`);
		}
	}

	/** A page with the screen on it. */
	html() {
		const lines = this.tmux('capture-pane', '-p', '-e', '-N').replace(/\n$/, '').split('\n');
		return `<meta charset="utf-8"><style>body { margin: 0 } pre { display: inline-block; margin: 0; padding: 12px; font: 14px/1.35 "DejaVu Sans Mono"; color: #e0e2ea; background: #14161b } i { font-style: normal; outline: 1px solid #e0e2ea }</style><pre>${painted(lines, this.cursor())}</pre>`;
	}

	cursor() {
		return this.tmux('display-message', '-p', '#{cursor_x} #{cursor_y}').trim().split(' ').map(Number);
	}

	close() {
		this.tmux('kill-server');
	}
}

/** Lines with the escapes of a terminal as HTML, of which the colours go on from line to line. */
function painted(lines, [x, y]) {
	let style = {};
	return lines.map((line, row) => {
		let column = 0;
		return line.split(/(\x1b\[[\d;:]*m)/).map((part) => {
			const escape = /^\x1b\[([\d;:]*)m$/.exec(part);
			if (escape) {
				style = restyled(style, escape[1]);
				return '';
			}
			return [...part].map((cell) => `<span style="${css(style)}">${row === y && column++ === x ? `<i>${escaped(cell)}</i>` : escaped(cell)}</span>`).join('');
		}).join('');
	}).join('\n');
}

/** The style after an escape: colours of 24 bits, bold, italic, underlined, and the way back. */
function restyled(style, codes) {
	const next = { ...style };
	const left = codes.split(/[;:]/).map(Number);
	while (left.length > 0) {
		const code = left.shift();
		if (code === 0) for (const name of Object.keys(next)) delete next[name];
		else if (code === 38 || code === 48) {
			if (left.shift() !== 2) throw new Error(`no colour of 24 bits: ${codes}`);
			next[code === 38 ? 'color' : 'background'] = `rgb(${left.splice(0, 3)})`;
		} else if (code === 39) delete next.color;
		else if (code === 49) delete next.background;
		else if (code === 1) next['font-weight'] = 'bold';
		else if (code === 3) next['font-style'] = 'italic';
		else if (code === 4) next['text-decoration'] = 'underline';
		else if (code === 7) next.filter = 'invert(1)';
	}
	return next;
}

const css = (style) => Object.entries(style).map(([name, value]) => `${name}:${value}`).join(';');
const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

module.exports = { Terminal };
