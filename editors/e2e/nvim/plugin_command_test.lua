-- :Fimble, :checkhealth fimble and the statusline.
local shop = require('shop')

local without = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n'

local function start(open, ...) return open(shop.files(without), 'team.go', ...) end

-- page is the text of the page that a command opens.
local function page(editor, command, name)
  editor:call('nvim_command', command)
  editor:wait(name, function() return editor:call('nvim_buf_get_name', 0) == 'fimble://' .. name end)
  return editor:text()
end

local function state(editor) return editor:lua([[return require('fimble').status().state]]) end

local function has(text, part) assert(text:find(part, 1, true), ('%q is not in\n%s'):format(part, text)) end

local tests = {}

function tests.pause_takes_the_ghost_away_and_resume_brings_it_back(open)
  local editor = start(open)
  editor:keys('/err != nil<CR>oreturn fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() ~= nil end)
  editor:keys('<Cmd>Fimble pause<CR>')
  editor:wait('no ghost', function() return editor:ghost() == nil end)
  assert(state(editor) == 'paused')
  assert(editor:messages() == 'Fimble is paused until :Fimble resume', editor:messages())
  editor:type('o')
  assert(editor:ghost() == nil, editor:ghost())
  editor:keys('<Cmd>Fimble resume<CR>')
  editor:wait('ghost text', function() return editor:ghost() == 'rf("read settings: %w", err)' end)
  assert(state(editor) == 'ready')
  assert(editor:messages():find('\nFimble suggests again$'), editor:messages())
end

function tests.context_is_what_a_model_sees_at_the_cursor(open)
  local editor = start(open)
  editor:call('nvim_win_set_cursor', 0, { 10, 1 })
  local text = page(editor, 'Fimble context', 'context')
  has(text, 'window of team.go: ')
  has(text, '\n── suffix, from team.go')
  has(text, '\nif err != nil {\n\t}\n')
  assert(editor:lua('return vim.bo.modifiable') == false and editor:lua('return #vim.lsp.get_clients({ bufnr = 0 })') == 0)
  editor:keys('q')
  editor:wait('the file', function() return editor:call('nvim_buf_get_name', 0):find('team%.go$') end)
  assert(#editor:call('nvim_list_wins') == 1)
end

function tests.q_closes_a_page_in_the_last_window(open)
  local editor = start(open)
  page(editor, 'Fimble version', 'version')
  editor:call('nvim_command', 'only')
  editor:keys('q')
  editor:wait('the file', function() return editor:call('nvim_buf_get_name', 0):find('team%.go$') end)
  assert(editor:messages() == '', editor:messages())
end

function tests.stats_and_version_come_from_the_binary(open)
  local editor = start(open)
  has(page(editor, 'Fimble stats', 'stats'), 'Nothing is counted yet.')
  local version = page(editor, 'Fimble version', 'version')
  assert(version:find('^fimble .* go1'), version)
end

function tests.log_opens_the_log_of_neovim(open)
  local editor = start(open)
  editor:call('nvim_command', 'Fimble log')
  assert(editor:call('nvim_buf_get_name', 0) == editor.log, editor:call('nvim_buf_get_name', 0))
end

function tests.subcommands_are_completed(open)
  local editor = start(open)
  local function complete(line) return table.concat(editor:call('nvim_call_function', 'getcompletion', { line, 'cmdline' }), ' ') end
  assert(complete('Fimble s') == 'stats', complete('Fimble s'))
  assert(complete('Fimble pause ') == '', complete('Fimble pause '))
  editor:lua([[
    local capabilities = vim.lsp.get_clients({ name = 'fimble' })[1].server_capabilities
    capabilities.executeCommandProvider, capabilities.codeActionProvider = { commands = {} }, nil
  ]])
  local always = 'context doctor log pause resume stats version'
  assert(complete('Fimble ') == always, complete('Fimble '))
  editor:lua([[
    local capabilities = vim.lsp.get_clients({ name = 'fimble' })[1].server_capabilities
    capabilities.executeCommandProvider = { commands = { 'fimble.edit', 'fimble.explain' } }
    capabilities.codeActionProvider = { codeActionKinds = { 'refactor.rewrite.fimble.docs', 'quickfix.fimble' } }
  ]])
  assert(complete('Fimble ') == 'context docs doctor edit explain fix log pause project resume stats version', complete('Fimble '))
end

function tests.a_wrong_subcommand_is_told_what_there_is(open)
  local editor = start(open)
  editor:call('nvim_command', 'Fimble pose')
  editor:wait('a message', function() return editor:messages():find('"pose" is no subcommand here: it takes context, ', 1, true) end)
end

function tests.where_no_server_is_a_subcommand_that_needs_one_says_so(open)
  local editor = start(open)
  page(editor, 'Fimble version', 'version')
  editor:call('nvim_command', 'Fimble docs')
  editor:wait('a message', function() return editor:messages() == 'Fimble: no server is attached to this buffer' end)
  editor:call('nvim_command', 'messages clear | Fimble context')
  editor:wait('a message', function() return editor:messages() == 'Fimble: no server is attached to this buffer' end)
  editor:call('nvim_command', 'messages clear | Fimble')
  editor:wait('a message', function() return editor:messages() == 'Fimble: no server is attached to this buffer' end)
end

function tests.a_binary_that_is_missing_is_told_of_once(open)
  local editor = start(open)
  editor:lua([[
    vim.lsp.log.set_level('OFF') -- Neovim says it there, and only there
    vim.lsp.enable('fimble', false)
    vim.g.loaded_fimble = nil
    vim.lsp.config('fimble', { cmd = { 'no-such-fimble' } })
    vim.cmd.runtime('plugin/fimble.lua')
  ]])
  assert(editor:messages() == '', editor:messages())
  editor:call('nvim_command', 'edit settings.go | edit go.mod')
  local want = 'Fimble: no-such-fimble is not on the PATH; :checkhealth fimble says what to do'
  editor:wait('a message', function() return editor:messages():find(want, 1, true) end)
  local _, times = editor:messages():gsub('Fimble: ', '')
  assert(times == 1, editor:messages())
end

function tests.edit_sends_the_lines_and_the_instruction(open)
  local editor = start(open)
  editor:lua([[
    local client = vim.lsp.get_clients({ name = 'fimble' })[1]
    client.server_capabilities.executeCommandProvider = { commands = { 'fimble.edit' } }
    client.commands['fimble.edit'] = function(command) vim.g.edit = command.arguments[1] end
  ]])
  editor:call('nvim_command', '9,11Fimble edit wrap the error')
  local sent = editor:call('nvim_get_var', 'edit')
  assert(vim.endswith(sent.uri, '/team.go'), sent.uri)
  assert(sent.instruction == 'wrap the error', sent.instruction)
  local want = { start = { line = 8, character = 0 }, ['end'] = { line = 10, character = 2 } }
  assert(vim.deep_equal(sent.range, want), vim.inspect(sent.range))
end

function tests.fix_tells_which_model_it_needs(open)
  local editor = start(open)
  editor:lua([[
    local namespace = vim.api.nvim_create_namespace('linter')
    vim.diagnostic.set(namespace, 0, { { lnum = 8, col = 0, end_col = 5, message = 'unused' } })
  ]])
  editor:keys('9G')
  editor:call('nvim_command', 'Fimble fix')
  editor:wait('a message', function() return editor:messages():find('this needs a model that chats: set action under [use]', 1, true) end)
end

function tests.explain_shows_the_answer_as_a_page(open)
  local editor = start(open)
  editor:lua([[
    local client = vim.lsp.get_clients({ name = 'fimble' })[1]
    client.server_capabilities.executeCommandProvider = { commands = { 'fimble.explain' } }
    client.request = function(_, method, params, handler)
      vim.g.explain = { method = method, range = params.range }
      handler(nil, 'Wraps *errors*.\n')
      return true
    end
  ]])
  local text = page(editor, '9,11Fimble explain', 'explain')
  has(text, 'Wraps *errors*.')
  assert(editor:lua('return vim.bo.filetype') == 'markdown')
  local sent = editor:call('nvim_get_var', 'explain')
  local want = { start = { line = 8, character = 0 }, ['end'] = { line = 10, character = 2 } }
  assert(sent.method == 'fimble/explain' and vim.deep_equal(sent.range, want), vim.inspect(sent))
end

function tests.checkhealth_tells_what_works(open)
  local editor = start(open)
  editor:call('nvim_command', 'Fimble pause')
  editor:call('nvim_command', 'checkhealth fimble')
  local text = editor:text()
  has(text, 'OK ' .. vim.env.FIMBLE .. ': fimble ')
  has(text, 'OK local answers')
  has(text, 'OK A server runs for ')
  has(text, 'WARNING Fimble is paused')
  has(text, ':Fimble resume')
  has(text, 'OK <Tab>: Take the suggestion')
  assert(not text:find('ERROR'), text)
end

function tests.checkhealth_tells_what_is_wrong_in_the_options(open)
  local editor = start(open, '[inline]\ncandidates = 99\n')
  editor:call('nvim_command', 'checkhealth fimble')
  local complaint = editor:text():match('ERROR ([^\n]*inline%.candidates[^\n]*)')
  assert(complaint and complaint:find('from 1 to 10'), editor:text())
end

function tests.checkhealth_tells_which_model_is_down_and_what_to_do(open)
  local editor = start(open, 'model = "qwen"\nwarm_up = "never"\n[models.qwen]\nbackend = "llamacpp"\nurl = "http://127.0.0.1:1"\n')
  editor:call('nvim_command', 'checkhealth fimble')
  has(editor:text(), 'OK fimble.toml has no mistakes')
  local advice = editor:text():match('ERROR qwen http://127%.0%.0%.1:1[^\n]*\n[^\n]*ADVICE:\n([^\n]*)')
  assert(advice and advice:find('start the server, or set url', 1, true), editor:text())
  has(editor:text(), 'OK local answers')
end

function tests.checkhealth_tells_that_the_binary_is_missing(open)
  local editor = start(open)
  editor:lua([[vim.lsp.config('fimble', { cmd = { 'no-such-fimble' } })]])
  editor:call('nvim_command', 'checkhealth fimble')
  has(editor:text(), 'ERROR no-such-fimble is not on the PATH')
  has(editor:text(), 'go install ./cmd/fimble')
end

function tests.the_statusline_has_the_model_and_the_state(open)
  local editor = start(open)
  local function statusline() return editor:call('nvim_eval_statusline', "%t %{v:lua.require'fimble'.statusline()}", vim.empty_dict()).str end
  assert(statusline() == 'team.go Fimble', statusline())
  editor:lua([[
    local client = vim.lsp.get_clients({ name = 'fimble' })[1]
    client.handlers['fimble/status'](nil, { model = 'qwen', ms = 80 }, { client_id = client.id })
  ]])
  assert(statusline() == 'team.go Fimble qwen', statusline())
  editor:lua([[
    local client = vim.lsp.get_clients({ name = 'fimble' })[1]
    client.handlers['fimble/status'](nil, { model = 'local', ms = 2, failed = 'qwen', error = 'refused' }, { client_id = client.id })
  ]])
  assert(statusline() == 'team.go Fimble qwen !', statusline())
  editor:call('nvim_command', 'Fimble pause')
  assert(statusline() == 'team.go Fimble qwen paused', statusline())
  editor:lua([[vim.lsp.enable('fimble', false)]])
  editor:wait('nothing', function() return statusline() == 'team.go ' end)
end

return tests
