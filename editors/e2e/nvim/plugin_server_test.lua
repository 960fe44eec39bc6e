-- The server as a process that may die, and as one that thinks twice.
local shop = require('shop')

local without = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n'

-- kill ends the server as the system does when memory runs out.
local function kill(editor)
  local pid = editor:server()
  assert(pid, 'there is no server')
  vim.uv.kill(pid, 'sigkill')
  editor.gone(pid)
end

local tests = {}

function tests.a_server_that_was_killed_is_started_again_and_asked(open)
  local editor = open(shop.files(without), 'team.go')
  editor:keys('/err != nil<CR>oreturn fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == 'orf("read settings: %w", err)' end)
  local before = editor:call('nvim_get_var', 'answers')
  kill(editor)
  editor:wait('an answer', function() return editor:call('nvim_get_var', 'answers') > before end)
  editor:wait('ghost text', function() return editor:ghost() == 'orf("read settings: %w", err)' end)
  editor:accept(shop.team(shop.body))
end

function tests.a_server_that_dies_all_the_time_stays_dead(open)
  local editor = open(shop.files(without), 'team.go')
  for _ = 1, 3 do
    kill(editor)
    editor:wait('another server', function() return editor:server() ~= vim.NIL end)
  end
  kill(editor)
  editor:wait('a message', function() return editor:messages():find('stays down') end)
  assert(editor:server() == vim.NIL, 'it was started again')
  assert(editor:lua([[return require('fimble').statusline()]]) == '')
end

function tests.a_server_that_is_stopped_stays_so(open)
  local editor = open(shop.files(without), 'team.go')
  local pid = editor:server()
  editor:lua([[vim.lsp.get_clients({ name = 'fimble' })[1]:stop()]])
  editor.gone(pid)
  -- It would be started by what the loop runs next after the client is gone.
  editor:wait('no client', function() return editor:lua([[return #vim.lsp.get_clients({ name = 'fimble' })]]) == 0 end)
  editor:lua([[vim.schedule(function() vim.schedule(function() vim.g.later = true end) end)]])
  editor:wait('what comes after the end', function() return editor:lua('return vim.g.later') == true end)
  assert(editor:server() == vim.NIL, 'it was started again')
end

function tests.options_that_change_count_at_once(open)
  local editor = open(shop.files(without), 'team.go')
  editor:keys('/err != nil<CR>oreturn fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == 'orf("read settings: %w", err)' end)
  local options = editor:lua([[return vim.env.XDG_CONFIG_HOME .. '/fimble/fimble.toml']])
  vim.fn.writefile({ 'enabled = false' }, options)
  editor:type('o')
  editor:wait('no ghost', function() return editor:ghost() == nil end)
  vim.fn.writefile({ 'enabled = true' }, options)
  editor:type('r')
  editor:wait('ghost text', function() return editor:ghost() == 'f("read settings: %w", err)' end)
end

-- model is a server of completions that lets everyone wait for one text.
local function model(text)
  local listener = assert(vim.uv.new_tcp())
  listener:bind('127.0.0.1', 0)
  listener:listen(16, function()
    local socket, request = vim.uv.new_tcp(), ''
    listener:accept(socket)
    local function answer(kind, body)
      socket:write(('HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n%s'):format(kind, body), function() socket:close() end)
    end
    socket:read_start(function(_, chunk)
      request = request .. (chunk or '')
      local headers, body = request:match('^(.-\r\n\r\n)(.*)$')
      if not body or #body < tonumber(headers:match('[Cc]ontent%-[Ll]ength: (%d+)') or 0) then return end
      socket:read_stop()
      if headers:find('^GET') then return answer('application/json', '{"data":[{"id":"qwen2.5-coder"}]}') end
      vim.defer_fn(
        function() answer('text/event-stream', 'data: ' .. vim.json.encode({ choices = { { text = text } } }) .. '\n\ndata: [DONE]\n\n') end,
        1200
      )
    end)
  end)
  return ('[models.slow]\nbackend = "openai"\nurl = "http://127.0.0.1:%d"\nmodel = "qwen2.5-coder"\n[use]\ninline = "slow"\n'):format(
    listener:getsockname().port
  )
end

function tests.what_a_slow_model_says_takes_the_place_of_what_was_shown(open)
  local editor = open(shop.files(without), 'team.go', model('orf("team %s: %w", path, err)'))
  editor:keys('/err != nil<CR>oreturn fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == 'orf("read settings: %w", err)' end)
  editor:wait('what the model says', function() return editor:ghost() == 'orf("team %s: %w", path, err)' end)
end

return tests
