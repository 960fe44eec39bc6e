// A Python project: the part of it that the corpus has.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { run, proves } = require('./realproject');

function dir() {
  const corpus = process.env.FIMBLE_CORPUS;
  assert.ok(corpus, 'FIMBLE_CORPUS must name the folder that .ci/corpus makes');
  const versions = path.join(corpus, 'python/github.com/pulumi/pulumi/sdk');
  return path.join(versions, fs.readdirSync(versions)[0]);
}

// compiles runs no test: those of this project need all of its packages.
function compiles(dir, files) {
  for (const file of files) run(dir, 'python3', '-c', 'import sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec")', file);
}

proves({
  name: 'pulumi', language: 'python', dir, file: 'python/lib/pulumi/runtime/resource.py', symbol: 'urn_type_and_name', compiles,
  head: 'def urn_type_and_name(urn: str) -> Tuple[str, str]:\n',
  body: '    parts = urn.split("::")\n    type_parts = parts[2].split("$")\n    return (parts[3], type_parts[-1])\n',
  words: 'summary: Split a URN.\nparam urn: of a resource.\nreturns: its name and its type.\n',
  // In the way of the closed files: this one has no docs with parameters.
  documented: '    """Split a URN.\n\n    :param urn: of a resource.\n    :returns: its name and its type.\n    """\n', inside: true,
  testFile: 'python/lib/test/runtime/test_resource.py', framework: /^def test_/m,
  test: 'def test_urn_type_and_name():\n    assert urn_type_and_name("urn:pulumi:a::b::c$d::e") == ("e", "d")\n',
  sentence: 'take the type that stands first',
  edited: '    parts = urn.split("::")\n    type_parts = parts[2].split("$")\n    return (parts[3], type_parts[0])\n',
});
