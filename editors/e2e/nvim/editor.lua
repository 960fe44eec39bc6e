-- A Neovim as a user has it, driven over its own RPC.
local Editor = {}
Editor.__index = Editor

local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h:h')

-- block is the Lua that a document tells users to copy, with the path of this
-- clone in it.
local function block(document)
  local lines, inside = {}, false
  for line in io.lines(root .. '/' .. document) do
    if line == '```' then
      if #lines > 0 then break end
      inside = false
    end
    if inside then table.insert(lines, line) end
    if line == '```lua' then inside = true end
  end
  assert(#lines > 0, document .. ' has no set-up for Neovim')
  return (table.concat(lines, '\n'):gsub('/path/to/fimble', root))
end

--- How users set Fimble up: by the plugin, or by what Neovim has itself.
Editor.setups = { plugin = block('README.md'), plain = block('editors/README.md') }

--- Writes files, named by their path, into a new folder. A folder that is there
--- already is taken as it is.
function Editor.project(files)
  if type(files) == 'string' then return files end
  local dir = vim.fn.tempname()
  for name, text in pairs(files) do
    vim.fn.mkdir(vim.fs.dirname(dir .. '/' .. name), 'p')
    local f = assert(io.open(dir .. '/' .. name, 'wb'))
    f:write(text)
    f:close()
  end
  return dir
end

--- A home with nothing but a set-up and options, if any, as the text of a
--- fimble.toml; and the environment in which Neovim and Fimble are at home there.
function Editor.home(setup, options)
  local binary = assert(vim.env.FIMBLE, 'FIMBLE must name the built binary')
  local home = Editor.project({ ['config/nvim/init.lua'] = setup, ['config/fimble/fimble.toml'] = options or '' })
  return home,
    {
      PATH = vim.fs.dirname(binary) .. ':' .. vim.env.PATH,
      HOME = home,
      XDG_CONFIG_HOME = home .. '/config',
      XDG_STATE_HOME = home .. '/state',
      XDG_CACHE_HOME = home .. '/cache',
      XDG_DATA_HOME = home .. '/data',
    }
end

--- Starts Neovim in a folder on a file, with nothing but a set-up, and waits
--- until the server is there. Options of the user's, if any, are the text of a
--- fimble.toml.
function Editor.open(setup, dir, file, options)
  local home, env = Editor.home(setup, options)
  local editor = setmetatable({ dir = dir, log = home .. '/state/nvim/lsp.log' }, Editor)
  editor.channel = vim.fn.jobstart(
    { vim.v.progpath, '--embed', '--headless', '-i', 'NONE', '-n', file },
    { rpc = true, cwd = dir, env = env }
  )
  assert(editor.channel > 0, 'Neovim does not start')
  editor:lua([[
    vim.g.answers = 0
    vim.api.nvim_create_autocmd('LspRequest', { callback = function(event)
      local request = event.data.request
      if request.method == 'textDocument/inlineCompletion' and request.type == 'complete' then
        vim.g.answers = vim.g.answers + 1
      end
    end })
  ]])
  editor:wait('the server', function() return editor:lua('return #vim.lsp.get_clients({ name = "fimble" })') == 1 end)
  editor:wait('the handshake', function() return editor:lua('return vim.lsp.get_clients({ name = "fimble" })[1].initialized') end)
  return editor
end

function Editor:call(method, ...) return vim.rpcrequest(self.channel, method, ...) end

function Editor:lua(code, ...) return self:call('nvim_exec_lua', code, { ... }) end

function Editor:keys(keys) self:call('nvim_input', keys) end

--- The lines on the screen down to the end of the text, as a person sees them.
function Editor:screen()
  self:call('nvim_command', 'redraw')
  return self:lua([[
    local lines = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
      local line = table.concat(cells):gsub(' +$', '')
      if line == '~' or row == vim.o.lines - 1 then break end
      lines[row] = line
    end
    return table.concat(lines, '\n') .. '\n'
  ]])
end

--- A text as the screen shows it.
function Editor.shown(text) return (text:gsub('\t', (' '):rep(8))) end

--- The bytes of a file of the project.
function Editor:file(name)
  local f = assert(io.open(self.dir .. '/' .. name, 'rb'))
  local bytes = f:read('a')
  f:close()
  return bytes
end

function Editor:text() return table.concat(self:call('nvim_buf_get_lines', 0, 0, -1, true), '\n') .. '\n' end

--- The ghost text that is on the screen, or nil.
function Editor:ghost()
  local marks = self:lua([[
    local ns = vim.api.nvim_get_namespaces()['nvim.lsp.inline_completion']
    return ns and vim.api.nvim_buf_get_extmarks(0, ns, 0, -1, { details = true }) or {}
  ]])
  if #marks == 0 then return nil end
  local function flat(chunks)
    return table.concat(vim.tbl_map(function(chunk) return chunk[1] end, chunks))
  end
  local details = marks[1][4]
  local lines = { flat(details.virt_text or {}) }
  for _, line in ipairs(details.virt_lines or {}) do
    table.insert(lines, flat(line))
  end
  return table.concat(lines, '\n')
end

--- Types keys and waits for the answer to the request that they cause. Until
--- then Neovim shows the old suggestion, shortened by guess.
function Editor:type(keys)
  local before = self:call('nvim_get_var', 'answers')
  self:keys(keys)
  self:wait('an answer', function() return self:call('nvim_get_var', 'answers') > before end)
end

--- Takes the suggestion and waits until the text is this one.
function Editor:accept(text)
  self:keys('<Tab>')
  self:wait('the accepted text', function() return self:text() == text end)
end

--- Waits until an action of a kind is offered at the cursor: the server may not
--- have read the file yet.
function Editor:offered(kind)
  self:wait(
    kind,
    function()
      return self:lua(
        [[
        local client = vim.lsp.get_clients({ name = 'fimble' })[1]
        local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
        params.context = { diagnostics = {}, only = { ... }, triggerKind = 1 }
        return #(client:request_sync('textDocument/codeAction', params).result or {}) > 0
      ]],
        kind
      )
    end
  )
end

--- What Neovim has said to the user.
function Editor:messages() return self:call('nvim_exec2', 'messages', { output = true }).output end

--- Waits until done() holds, at most ten seconds.
function Editor:wait(what, done)
  if not vim.wait(10000, done, 20) then
    error(
      ('no sign of %s; the text is\n%s\nthe ghost is %s\nthe log is %s\nthe messages are %s'):format(
        what,
        self:text(),
        vim.inspect(self:ghost()),
        self:complaints(),
        self:messages()
      ),
      2
    )
  end
end

--- What Neovim has to say against the server.
function Editor:complaints()
  local f = io.open(self.log)
  if not f then return '' end
  local text = f:read('a')
  f:close()
  local bad = {}
  for line in vim.gsplit(text, '\n') do
    if line:find('ERROR', 1, true) or line:find('WARN', 1, true) then table.insert(bad, line) end
  end
  return table.concat(bad, '\n')
end

--- Waits until a process is gone.
function Editor.gone(pid)
  assert(vim.wait(10000, function() return vim.uv.kill(pid, 0) ~= 0 end, 20), 'fimble outlives its editor')
end

--- The process of the server.
function Editor:server()
  return self:lua([[
    local pids = vim.api.nvim_get_proc_children(vim.fn.getpid())
    for _, pid in ipairs(pids) do
      if vim.api.nvim_get_proc(pid).name == 'fimble' then return pid end
    end
  ]])
end

function Editor:close()
  pcall(vim.fn.jobstop, self.channel)
  vim.fn.jobwait({ self.channel }, 5000)
end

return Editor
