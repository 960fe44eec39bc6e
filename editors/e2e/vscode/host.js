// The extension host of a VS Code: functions run there by an extension of the
// tests' own.
const http = require('node:http');
const { cpSync, existsSync } = require('node:fs');
const { join } = require('node:path');
const { pause } = require('./editor');

class Host {
	/** Puts the extension where VS Code finds it when it first starts, and gives what it wants of the environment. */
	install(home) {
		cpSync(join(__dirname, 'runner'), join(home, 'ext/fimble-tests.runner-0.1.0'), { recursive: true });
		this.socket = join(home, 'runner.sock');
		return { FIMBLE_RUNNER: this.socket };
	}

	/** Runs a function, which gets runner.js's tools and what else is given; it and its result travel as text. */
	async run(test, ...args) {
		for (const end = Date.now() + 30000; !existsSync(this.socket) && Date.now() < end; ) await pause(50);
		const { value, error } = await this.ask(JSON.stringify({ source: test.toString(), args }));
		if (error) throw new Error(`in the extension host: ${error}`);
		return value;
	}

	ask(body) {
		return new Promise((done, fail) => {
			const request = http.request({ socketPath: this.socket, method: 'POST' }, async (answer) => {
				let text = '';
				for await (const part of answer) text += part;
				done(JSON.parse(text));
			});
			request.on('error', fail).end(body);
		});
	}
}

module.exports = { Host };
