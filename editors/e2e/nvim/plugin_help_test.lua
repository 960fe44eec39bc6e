-- The help file is the README, and both tell of everything.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local plugin = vim.fs.normalize(here .. '/../../nvim')

local function read(name)
  local file = assert(io.open(plugin .. '/' .. name))
  local text = file:read('a')
  file:close()
  return text
end

local tests = {}

function tests.the_help_is_made_of_the_readme()
  local made = dofile(plugin .. '/doc/help.lua')()
  assert(made == read('doc/fimble.txt'), 'it is older: run nvim --headless --clean -l editors/nvim/doc/help.lua')
end

function tests.the_tags_are_those_of_the_help(open)
  local editor = open({ ['poem.txt'] = 'roses\n', ['fimble.txt'] = read('doc/fimble.txt') }, 'poem.txt')
  editor:call('nvim_command', 'helptags ' .. editor.dir) -- minds a tag that is there twice
  assert(editor:file('tags') == read('doc/tags'), 'they are older: run nvim --headless --clean -l editors/nvim/doc/help.lua')
end

function tests.no_line_of_the_help_breaks_code()
  local example = false
  for line in vim.gsplit(read('doc/fimble.txt'), '\n') do
    example = vim.startswith(line, '>') or example and line ~= '<'
    local _, backticks = line:gsub('`', '')
    assert(example or backticks % 2 == 0, line)
  end
end

function tests.every_subcommand_key_and_section_has_its_help(open)
  local editor = open({ ['poem.txt'] = 'roses\n' }, 'poem.txt')
  editor:lua([[
    local capabilities = vim.lsp.get_clients({ name = 'fimble' })[1].server_capabilities
    capabilities.executeCommandProvider = { commands = { 'fimble.edit', 'fimble.explain' } }
    capabilities.codeActionProvider = {
      codeActionKinds = { 'refactor.rewrite.fimble.docs', 'refactor.rewrite.fimble.tests', 'quickfix.fimble' },
    }
  ]])
  local subjects = { 'fimble', 'fimble-keys', ':Fimble' }
  for _, name in ipairs(editor:call('nvim_call_function', 'getcompletion', { 'Fimble ', 'cmdline' })) do
    table.insert(subjects, ':Fimble-' .. name)
  end
  assert(#subjects == 3 + 13, vim.inspect(subjects))
  for _, entry in ipairs(editor:lua([[return require('fimble.keys').all]])) do
    table.insert(subjects, '<Plug>(fimble-' .. entry.name:gsub('_', '-') .. ')')
    local row = ('| `%s` | `<Plug>(fimble-%s)` | '):format(entry.key, (entry.name:gsub('_', '-')))
    assert(read('README.md'):find(row, 1, true), row .. ' is not in the README')
  end
  for _, subject in ipairs(subjects) do
    editor:call('nvim_command', 'help ' .. subject)
    local line = editor:call('nvim_get_current_line')
    assert(line:find('*' .. subject .. '*', 1, true), ('help on %s is %q'):format(subject, line))
  end
end

return tests
