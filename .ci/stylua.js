// Tells which Lua files StyLua would change, or changes them:
//   NODE_PATH=... node .ci/stylua.js [--write] FILE...
// It is StyLua's own library, as npm does not have its binary, and reads
// editors/stylua.toml as the binary does.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const stylua = require('@johnnymorganz/stylua');

const enums = {
  syntax: stylua.LuaVersion,
  indent_type: stylua.IndentType,
  quote_style: stylua.QuoteStyle,
  collapse_simple_statement: stylua.CollapseSimpleStatement,
};

const options = fs.readFileSync(path.join(__dirname, '../editors/stylua.toml'), 'utf8');

// A config is good for one file: to format takes it away.
function config() {
  const config = stylua.Config.new();
  for (const [, name, value] of options.matchAll(/^(\w+) = "?(\w+)"?$/gm)) {
    config[name] = enums[name] ? enums[name][value] : Number(value);
  }
  return config;
}

const write = process.argv[2] === '--write';
for (const file of process.argv.slice(write ? 3 : 2)) {
  const code = fs.readFileSync(file, 'utf8');
  const formatted = stylua.formatCode(code, config(), undefined, stylua.OutputVerification.Full);
  if (formatted === code) continue;
  if (write) fs.writeFileSync(file, formatted);
  else {
    console.log(`StyLua would change ${file}`);
    process.exitCode = 1;
  }
}
