// What goes over a connection, message by message.

// pass hands on every byte, and each whole message to a function.
function pass(from, to, take) {
	let rest = Buffer.alloc(0);
	from.on('data', (bytes) => {
		rest = Buffer.concat([rest, bytes]);
		for (;;) {
			const head = rest.indexOf('\r\n\r\n');
			if (head < 0) break;
			const end = head + 4 + Number(/Content-Length: *(\d+)/i.exec(rest.subarray(0, head))[1]);
			if (rest.length < end) break;
			take(JSON.parse(rest.subarray(head + 4, end)));
			rest = rest.subarray(end);
		}
		to.write(bytes);
	});
	from.on('end', () => to.end());
}

module.exports = { pass };
