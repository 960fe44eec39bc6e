-- :Fimble and its subcommands.
local server = require('fimble.server')
local M = {}

-- page shows a text in a window of its own.
local function page(name, text)
  name = 'fimble://' .. name
  local buf = vim.fn.bufnr('^' .. name .. '$')
  local win = buf > 0 and vim.fn.bufwinid(buf) or -1
  if win > 0 then
    vim.api.nvim_set_current_win(win)
  else
    vim.cmd.new()
    buf = vim.api.nvim_get_current_buf()
    vim.bo[buf].buftype, vim.bo[buf].bufhidden, vim.bo[buf].swapfile = 'nofile', 'wipe', false
    vim.api.nvim_buf_set_name(buf, name)
    vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buf, desc = 'Close' })
  end
  vim.bo[buf].modifiable = true
  vim.api.nvim_buf_set_lines(buf, 0, -1, true, vim.split(vim.trim(text), '\n'))
  vim.bo[buf].modifiable = false
end

-- printed shows what a command of the binary prints.
local function printed(name, ...)
  server.run({ name, ... }, function(result)
    if result.stdout == '' and result.code ~= 0 then return server.tell(vim.trim(result.stderr)) end
    page(name, result.stdout .. result.stderr)
  end)
end

-- context asks the server, which knows what is not saved yet, and else the
-- binary.
local function context()
  local client = server.client()
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  local file, modified = vim.api.nvim_buf_get_name(0), vim.bo.modified
  local function saved()
    if file == '' or modified then return server.tell('write the file first') end
    printed('context', ('%s:%d:%d'):format(file, row, col + 1))
  end
  if not client then return saved() end
  client:request('fimble/context', vim.lsp.util.make_position_params(0, client.offset_encoding), function(err, text)
    if not err then return page('context', text) end
    if err.code ~= vim.lsp.protocol.ErrorCodes.MethodNotFound then return server.tell(err.message) end
    saved()
  end)
end

local function log()
  vim.cmd.split(vim.fn.fnameescape(vim.lsp.log.get_filename()))
  vim.cmd('normal! G')
end

local function version()
  server.run({ 'version' }, function(result) vim.notify(vim.trim(result.code == 0 and result.stdout or result.stderr)) end)
end

-- offers tells whether the server has a command, or actions of a kind.
local function offers(provider, list, name)
  return function()
    local client = server.client()
    local offered = client and vim.tbl_get(client.server_capabilities or {}, provider, list)
    return offered ~= nil and vim.list_contains(offered, name)
  end
end

-- action runs the code action of a kind at the cursor or on the lines.
local function action(kind)
  return {
    offered = offers('codeActionProvider', 'codeActionKinds', kind),
    run = function(args)
      local range = args.range > 0 and { start = { args.line1, 0 }, ['end'] = { args.line2, #vim.fn.getline(args.line2) } } or nil
      vim.lsp.buf.code_action({ context = { only = { kind } }, apply = true, range = range })
    end,
  }
end

-- edit has the lines changed as the user says.
local function edit(args)
  local client, buf = server.client(), vim.api.nvim_get_current_buf()
  local last = vim.str_utfindex(vim.fn.getline(args.line2), client.offset_encoding)
  local range = { start = { line = args.line1 - 1, character = 0 }, ['end'] = { line = args.line2 - 1, character = last } }
  local function ask(instruction)
    if vim.trim(instruction or '') == '' then return end
    client:exec_cmd({
      title = 'Edit',
      command = 'fimble.edit',
      arguments = { { uri = vim.uri_from_bufnr(buf), range = range, instruction = instruction } },
    }, { bufnr = buf }, function(err)
      if err then server.tell(err.message) end
    end)
  end
  local instruction = table.concat(vim.list_slice(args.fargs, 2), ' ')
  if instruction ~= '' then return ask(instruction) end
  vim.ui.input({ prompt = 'Change these lines: ' }, ask)
end

local commands = {
  pause = { run = function() require('fimble').pause() end },
  resume = { run = function() require('fimble').resume() end },
  context = { run = context },
  doctor = { run = function() printed('doctor') end },
  stats = { run = function() printed('stats') end },
  log = { run = log },
  version = { run = version },
  edit = { run = edit, offered = offers('executeCommandProvider', 'commands', 'fimble.edit') },
  docs = action('refactor.rewrite.fimble.docs'),
  tests = action('refactor.rewrite.fimble.tests'),
  fix = action('quickfix.fimble'),
}

-- names are the subcommands that work here.
local function names()
  local found = {}
  for name, command in vim.spairs(commands) do
    if not command.offered or command.offered() then table.insert(found, name) end
  end
  return found
end

function M.complete(lead, line)
  if line:sub(1, #line - #lead):find('Fimble%s+%S+%s') then return {} end
  return vim.tbl_filter(function(name) return vim.startswith(name, lead) end, names())
end

function M.run(args)
  local name = args.fargs[1]
  if not name then return vim.notify(require('fimble').statusline()) end
  if not vim.list_contains(names(), name) then
    return server.tell(('%q is no subcommand here: it takes %s'):format(name, table.concat(names(), ', ')))
  end
  commands[name].run(args)
end

return M
