-- A real project of somebody else's, out of the corpus, as a repository of git,
-- with a model that talks behind a real llama-server.
local Llama = require('llama')

local function run(...)
  local result = vim.system({ ... }, { text = true }):wait()
  assert(result.code == 0, result.stderr)
end

-- cobra is a copy of that project.
local function cobra()
  local corpus = assert(vim.env.FIMBLE_CORPUS, 'FIMBLE_CORPUS must name what .ci/corpus has made')
  local dir = vim.fn.tempname()
  run('cp', '-r', assert(vim.fn.glob(corpus .. '/go/github.com/spf13/cobra@*', true, true)[1], 'the corpus has no cobra'), dir)
  run('git', '-C', dir, 'init', '--quiet')
  return dir
end

-- saying opens a file of the project with a model that says so, and has the test
-- use it.
local function saying(open, said, file, test)
  local llama = Llama.start(said)
  local ok, message = xpcall(function()
    local dir = cobra()
    local editor = open(dir, file, llama:options())
    test(editor, editor:file(file))
  end, debug.traceback)
  llama:stop()
  assert(ok, message)
end

-- command runs a subcommand at a declaration, as soon as the server has read it.
local function command(editor, declaration, line)
  editor:call('nvim_call_function', 'search', { '^' .. declaration })
  editor:offered('refactor.rewrite.fimble')
  editor:call('nvim_command', 'Fimble ' .. line)
end

-- undone waits until the text on the screen reads so, and one undo has brought
-- back what was there.
local function undone(editor, after, before)
  assert(after ~= before, 'nothing would change')
  editor:wait('the change', function() return editor:text() == after end)
  editor:keys('u')
  editor:wait('the text before', function() return editor:text() == before end)
end

-- changed waits until the open file reads so, and undoes it: it must be saved
-- with the bytes that it had.
local function changed(editor, file, after, before)
  undone(editor, after, before)
  editor:keys(':w<CR>')
  editor:wait('the saved file', function() return not editor:lua('return vim.bo.modified') end)
  assert(editor:file(file) == before, editor:file(file))
end

local tests = {}

function tests.docs_are_written(open)
  local file, declaration = 'completions.go', 'func helpOrVersionFlagPresent'
  saying(open, 'summary: tells whether help or the version is asked for.\n', file, function(editor, before)
    command(editor, declaration, 'docs')
    local docs = '// helpOrVersionFlagPresent tells whether help or the version is asked for.\n'
    changed(editor, file, (before:gsub(declaration, docs .. '%0')), before)
  end)
end

function tests.a_sentence_edits_a_function(open)
  local file, declaration = 'active_help.go', 'func activeHelpEnvVar'
  local code = declaration .. '(name string) string {\n\treturn strings.ToUpper(configEnvVar(name, activeHelpEnvVarSuffix))\n}\n'
  saying(open, '<CODE>\n' .. code .. '</CODE>\n', file, function(editor, before)
    command(editor, declaration, 'edit in capitals')
    changed(editor, file, (before:gsub(declaration .. '.*', code)), before)
  end)
end

function tests.a_test_is_written_into_a_file_of_its_own(open)
  local code = [[
func TestActiveHelpEnvVar(t *testing.T) {
	if got := activeHelpEnvVar("git-lfs"); got != "GIT_LFS_ACTIVE_HELP" {
		t.Errorf("got %q", got)
	}
}
]]
  saying(open, '<CODE>\n' .. code .. '</CODE>\n', 'active_help.go', function(editor, before)
    command(editor, 'func activeHelpEnvVar', 'tests')
    local name = 'active_help_test.go'
    editor:wait('the test', function() return editor:call('nvim_call_function', 'bufnr', { name }) > 0 end)
    assert(editor:text() == before, editor:text())
    editor:call('nvim_command', 'hide buffer ' .. name)
    undone(editor, 'package cobra\n\nimport "testing"\n\n' .. code, '\n')
  end)
end

return tests
