-- :Fimble and its subcommands.
local server = require('fimble.server')
local M = {}

-- page shows a text in a window of its own, anew if it is there already.
local function page(name, text)
  vim.cmd('silent! bwipeout fimble://' .. name)
  vim.cmd.new('fimble://' .. name)
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(vim.trim(text), '\n'))
  vim.bo.modifiable = false
  vim.keymap.set('n', 'q', '<Cmd>bwipeout<CR>', { buffer = 0, desc = 'Close' })
end

-- printed shows what a command of the binary prints, also when it fails.
local function printed(name)
  if not server.found() then return end
  vim.system({ server.binary(), name }, { text = true }, vim.schedule_wrap(function(out) page(name, out.stdout .. out.stderr) end))
end

-- meant is where a command is to work: at the cursor, and on the lines that it is given.
local function meant(args)
  local encoding = server.client().offset_encoding
  local lines = vim.range(0, args.line1 - 1, 0, args.line2 - 1, #vim.fn.getline(args.line2))
  local at = vim.lsp.util.make_position_params(0, encoding)
  at.range = args.range > 0 and lines:to_lsp(encoding) or { start = at.position, ['end'] = at.position }
  return at
end

-- asked shows what the server answers.
local function asked(name, args)
  server.client():request('fimble/' .. name, meant(args), function(err, text)
    if err then return server.tell(err.message) end
    if type(text) ~= 'string' then return end -- the server has told why
    page(name, text)
    if name == 'explain' then vim.bo.filetype = 'markdown' end
  end)
end

-- action runs the code action of a kind at the cursor or on the lines. Neovim
-- alone would tell the server only of its own diagnostics, of which it has none.
local function action(_, args, kind)
  local lines = { start = { args.line1, 0 }, ['end'] = { args.line2, #vim.fn.getline(args.line2) } }
  local there = vim.tbl_filter(function(d) return d.lnum < args.line2 and d.end_lnum >= args.line1 - 1 end, vim.diagnostic.get(0))
  local context = { only = { kind }, diagnostics = vim.lsp.diagnostic.from(there) }
  vim.lsp.buf.code_action({ context = context, apply = true, range = args.range > 0 and lines or nil })
end

-- edit has the lines changed as the user says, or the declaration at the cursor;
-- or the project, with what else has to change for that.
local function edit(name, args)
  local client, buf, at, scope = server.client(), vim.api.nvim_get_current_buf(), meant(args), name == 'project' and name or nil
  local function ask(instruction)
    if vim.trim(instruction or '') == '' then return end
    -- Neovim would ask whether to change a file without showing how; what is changed can be undone.
    local argument = { uri = at.textDocument.uri, range = at.range, instruction = instruction, confirm = false, scope = scope }
    client:exec_cmd({ title = 'Edit', command = 'fimble.edit', arguments = { argument } }, { bufnr = buf }, function(err)
      if err then server.tell(err.message) end
    end)
  end
  local instruction = table.concat(vim.list_slice(args.fargs, 2), ' ')
  if instruction ~= '' then return ask(instruction) end
  vim.ui.input({ prompt = 'Change it how? ' }, ask)
end

-- What each subcommand runs, and which command or kind of action of the server's
-- it needs; true is a server and no more.
local commands = {
  pause = { require('fimble').pause },
  resume = { require('fimble').resume },
  context = { asked, true },
  doctor = { printed },
  stats = { printed },
  log = { function() vim.cmd('split +$ ' .. vim.fn.fnameescape(vim.lsp.log.get_filename())) end },
  version = { printed },
  edit = { edit, 'fimble.edit' },
  project = { edit, 'fimble.edit' },
  explain = { asked, 'fimble.explain' },
  docs = { action, 'refactor.rewrite.fimble.docs' },
  tests = { action, 'refactor.rewrite.fimble.tests' },
  fix = { action, 'quickfix.fimble' },
}

-- names are the subcommands that work here.
local function names()
  local can = (server.client() or {}).server_capabilities or {}
  local offered = vim.list_extend({ true }, vim.tbl_get(can, 'executeCommandProvider', 'commands') or {})
  vim.list_extend(offered, vim.tbl_get(can, 'codeActionProvider', 'codeActionKinds') or {})
  local function works(name) return not commands[name][2] or vim.list_contains(offered, commands[name][2]) end
  return vim.fn.sort(vim.tbl_filter(works, vim.tbl_keys(commands)))
end

function M.complete(lead, line)
  if line:sub(1, #line - #lead):find('Fimble%s+%S+%s') then return {} end
  return vim.tbl_filter(function(name) return vim.startswith(name, lead) end, names())
end

function M.run(args)
  local name = args.fargs[1]
  local run, needs = unpack(commands[name] or {})
  if server.client() and not name then return vim.notify(require('fimble').statusline()) end
  if not server.client() and (not name or needs) then return server.tell('no server is attached to this buffer') end
  if not vim.list_contains(names(), name) then
    return server.tell(('%q is no subcommand here: it takes %s'):format(name, table.concat(names(), ', ')))
  end
  run(name, args, needs)
end

return M
