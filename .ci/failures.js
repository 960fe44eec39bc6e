// Reads the events of `go test -json` from the file named and prints what
// failed tests and packages said, those that never ended included, what did not
// build, and which tests skipped.
'use strict';
const fs = require('node:fs');

const said = new Map();
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (!line.startsWith('{')) {
    if (line) console.log(line);
    continue;
  }
  const { Action, Package, Test, Output } = JSON.parse(line);
  const key = `${Package} ${Test ?? ''}`;
  if (Action === 'build-output') process.stdout.write(Output);
  if (Action === 'output') said.set(key, (said.get(key) ?? '') + Output);
  if (Action === 'fail') console.log(`--- ${key}\n${said.get(key) ?? ''}`);
  if (Action === 'skip' && Test) console.log(`skipped: ${key}`);
  if (['pass', 'fail', 'skip'].includes(Action)) said.delete(key);
}
for (const [key, output] of said) console.log(`--- ${key}, which did not end\n${output}`);
