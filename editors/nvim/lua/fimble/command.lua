-- :Fimble and its subcommands.
local server = require('fimble.server')
local M = {}

-- page shows a text in a window of its own, anew if it is there already.
local function page(name, text)
  local old = vim.fn.bufnr('^fimble://' .. name .. '$')
  if old > 0 then vim.api.nvim_buf_delete(old, {}) end
  vim.cmd.new()
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_name(0, 'fimble://' .. name)
  vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(vim.trim(text), '\n'))
  vim.bo.modifiable = false
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = 0, desc = 'Close' })
end

-- printed shows what a command of the binary prints.
local function printed(name, ...)
  server.run({ name, ... }, function(result)
    if result.stdout == '' and result.code ~= 0 then return server.tell(vim.trim(result.stderr)) end
    page(name, result.stdout .. result.stderr)
  end)
end

-- asked shows what the server answers.
local function asked(name, client, params)
  client:request('fimble/' .. name, params, function(err, text)
    if err then return server.tell(err.message) end
    if type(text) ~= 'string' then return end -- the server has told why
    page(name, text)
    if name == 'explain' then vim.bo.filetype = 'markdown' end
  end)
end

-- context asks the server, which knows what is not saved yet, else the binary.
local function context()
  local client = server.client()
  if client then return asked('context', client, vim.lsp.util.make_position_params(0, client.offset_encoding)) end
  if vim.bo.modified then return server.tell('write the file first') end
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  printed('context', ('%s:%d:%d'):format(vim.api.nvim_buf_get_name(0), row, col + 1))
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
  local function run(args)
    local lines = { start = { args.line1, 0 }, ['end'] = { args.line2, #vim.fn.getline(args.line2) } }
    vim.lsp.buf.code_action({ context = { only = { kind } }, apply = true, range = args.range > 0 and lines or nil })
  end
  return { run = run, offered = offers('codeActionProvider', 'codeActionKinds', kind) }
end

-- meant is the range of the lines that a command is given, else of the cursor.
local function meant(client, args)
  if args.range == 0 then return vim.lsp.util.make_range_params(0, client.offset_encoding).range end
  local last = vim.str_utfindex(vim.fn.getline(args.line2), client.offset_encoding)
  return { start = { line = args.line1 - 1, character = 0 }, ['end'] = { line = args.line2 - 1, character = last } }
end

-- explain shows what the lines do, or the declaration at the cursor.
local function explain(args)
  local client = server.client()
  asked('explain', client, { textDocument = vim.lsp.util.make_text_document_params(0), range = meant(client, args) })
end

-- edit has the lines changed as the user says, or the declaration at the cursor;
-- with a scope, what else has to change for that.
local function edit(args, scope)
  local client, buf = server.client(), vim.api.nvim_get_current_buf()
  local range = meant(client, args)
  local function ask(instruction)
    if vim.trim(instruction or '') == '' then return end
    -- Neovim would ask whether to change a file without showing how; what is changed can be undone.
    local argument = { uri = vim.uri_from_bufnr(buf), range = range, instruction = instruction, scope = scope, confirm = false }
    local command = { title = 'Edit', command = 'fimble.edit', arguments = { argument } }
    client:exec_cmd(command, { bufnr = buf }, function(err)
      if err then server.tell(err.message) end
    end)
  end
  local instruction = table.concat(vim.list_slice(args.fargs, 2), ' ')
  if instruction ~= '' then return ask(instruction) end
  vim.ui.input({ prompt = 'Change it how? ' }, ask)
end

local edits = offers('executeCommandProvider', 'commands', 'fimble.edit')
local commands = {
  pause = { run = function() require('fimble').pause() end },
  resume = { run = function() require('fimble').resume() end },
  context = { run = context },
  doctor = { run = function() printed('doctor') end },
  stats = { run = function() printed('stats') end },
  log = { run = function() vim.cmd('split +$ ' .. vim.fn.fnameescape(vim.lsp.log.get_filename())) end },
  version = { run = function() printed('version') end },
  edit = { run = edit, offered = edits },
  project = { run = function(args) edit(args, 'project') end, offered = edits },
  explain = { run = explain, offered = offers('executeCommandProvider', 'commands', 'fimble.explain') },
  docs = action('refactor.rewrite.fimble.docs'),
  tests = action('refactor.rewrite.fimble.tests'),
  fix = action('quickfix.fimble'),
}

-- names are the subcommands that work here.
local function names()
  local function works(name) return not commands[name].offered or commands[name].offered() end
  return vim.fn.sort(vim.tbl_filter(works, vim.tbl_keys(commands)))
end

function M.complete(lead, line)
  if line:sub(1, #line - #lead):find('Fimble%s+%S+%s') then return {} end
  return vim.tbl_filter(function(name) return vim.startswith(name, lead) end, names())
end

function M.run(args)
  local name = args.fargs[1]
  if server.client() and not name then return vim.notify(require('fimble').statusline()) end
  if not server.client() and (not name or vim.tbl_get(commands, name, 'offered')) then
    return server.tell('no server is attached to this buffer' .. (name and (', as %q needs'):format(name) or ''))
  end
  if not vim.list_contains(names(), name) then
    return server.tell(('%q is no subcommand here: it takes %s'):format(name, table.concat(names(), ', ')))
  end
  commands[name].run(args)
end

return M
