-- Runs once, when Neovim starts: the server, the keys, the command.
if vim.g.loaded_fimble then return end
vim.g.loaded_fimble = true
if vim.fn.has('nvim-0.12') == 0 then return vim.notify('Fimble needs Neovim 0.12 or newer', vim.log.levels.ERROR) end

vim.lsp.enable('fimble')
vim.lsp.inline_completion.enable(true)

local group = vim.api.nvim_create_augroup('fimble', {})
local function on(events, callback, once) vim.api.nvim_create_autocmd(events, { group = group, callback = callback, once = once }) end

-- Neovim leaves a server whose binary is missing out and only logs it.
on('FileType', function()
  if vim.lsp.is_enabled('fimble') and type(vim.lsp.config.fimble.cmd) == 'table' then require('fimble.server').found() end
end, true)

on('LspRequest', function(event)
  local request, client = event.data.request, vim.lsp.get_client_by_id(event.data.client_id)
  if request.method == 'textDocument/inlineCompletion' then
    vim.schedule(function()
      require('fimble.ghost').check(event.buf)
      vim.cmd.redrawstatus()
    end)
  elseif request.method == 'codeAction/resolve' and request.type == 'complete' and client and client.name == 'fimble' then
    require('fimble.server').edits()
  end
end)

on({ 'CursorMovedI', 'TextChangedI', 'TextChangedP' }, function(event) require('fimble.ghost').check(event.buf) end)

-- A server that comes, or comes back, while the user types is asked at once.
on('LspAttach', function(event)
  vim.schedule(vim.schedule_wrap(function() require('fimble.ghost').again(event.buf) end))
end)

require('fimble.keys').map()
require('fimble.colour')()
on({ 'ColorScheme', 'OptionSet', 'VimEnter' }, require('fimble.colour'))

vim.api.nvim_create_user_command('Fimble', function(args) require('fimble.command').run(args) end, {
  nargs = '*',
  range = true,
  complete = function(...) return require('fimble.command').complete(...) end,
  desc = 'Pause, resume and ask about Fimble',
})
