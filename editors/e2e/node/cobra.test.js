// A Go project: the whole module that Fimble itself is built with.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { root, run, proves } = require('./realproject');

// compiles needs no network: the modules are those that Fimble has.
function compiles(dir, files, name) {
  assert.equal(run(dir, 'gofmt', '-l', ...files), '');
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'fimble-mod-'));
  try {
    const mod = fs.readFileSync(path.join(root, 'go.mod'), 'utf8').replace(/^module .*/m, 'module github.com/spf13/cobra').replace(/^\s*github.com\/spf13\/cobra .*\n/m, '');
    fs.writeFileSync(path.join(temporary, 'go.mod'), mod);
    fs.copyFileSync(path.join(root, 'go.sum'), path.join(temporary, 'go.sum'));
    // With -trimpath what one test has built serves the next.
    const flags = ['-mod=mod', `-modfile=${path.join(temporary, 'go.mod')}`, '-trimpath'];
    if (!name) return run(dir, 'go', 'build', ...flags, '.');
    // Cobra's own tests have a mistake that a newer vet sees.
    assert.match(run(dir, 'go', 'test', ...flags, '-vet=off', '-v', '-run', name, '.'), /^--- PASS/m);
  } finally {
    fs.rmSync(temporary, { recursive: true });
  }
}

proves({
  name: 'cobra', language: 'go', dir: () => run(root, 'go', 'list', '-m', '-f', '{{.Dir}}', 'github.com/spf13/cobra').trim(),
  file: 'cobra.go', symbol: 'trimRightSpace', compiles,
  head: 'func trimRightSpace(s string) string {\n', body: '\treturn strings.TrimRightFunc(s, unicode.IsSpace)\n}\n',
  words: 'summary: takes the blanks off the end.\n', documented: '// trimRightSpace takes the blanks off the end.\n',
  testFile: 'cobra_test.go', testName: '^TestTrimRightSpace$',
  test: 'func TestTrimRightSpace(t *testing.T) {\n\tif got := trimRightSpace(" a \\t"); got != " a" {\n\t\tt.Errorf("got %q", got)\n\t}\n}\n',
  sentence: 'take off the zero byte, too',
  edited: '\treturn strings.TrimRightFunc(s, func(r rune) bool { return r == 0 || unicode.IsSpace(r) })\n}\n',
});
