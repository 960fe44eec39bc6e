-- :checkhealth fimble
local keys, server = require('fimble.keys'), require('fimble.server')
local health = vim.health
local M = {}

local function binary()
  local command = server.command('version')
  local path = vim.fn.exepath(command[1])
  if path == '' then
    health.error(('%s is not on the PATH'):format(command[1]), {
      'Install it: go install ./cmd/fimble in a clone of Fimble',
      "Or name it: vim.lsp.config('fimble', { cmd = { '/path/to/fimble' } })",
    })
    return false
  end
  local result = vim.system(command, { text = true }):wait(5000)
  if result.code ~= 0 then
    health.error(('%s does not run: %s'):format(path, vim.trim(result.stderr)))
    return false
  end
  health.ok(('%s is %s'):format(path, vim.trim(result.stdout)))
  return true
end

local function connection(client)
  local info = client.server_info or {}
  health.ok(
    ('%s runs, with %d buffers, and counts in %s'):format(
      info.version or 'the server',
      vim.tbl_count(client.attached_buffers),
      client.offset_encoding
    )
  )
  if not client:supports_method('textDocument/inlineCompletion') then
    health.error('It has no ghost text: it is older than this plugin', 'Install it again: go install ./cmd/fimble')
  end
end

local function ghost()
  if not vim.lsp.inline_completion.is_enabled() then
    health.warn('Ghost text is switched off', 'vim.lsp.inline_completion.enable(true)')
  elseif server.paused() then
    health.warn('Fimble is paused', ':Fimble resume')
  else
    health.ok('Ghost text is on')
  end
  if not vim.o.termguicolors then health.info("'termguicolors' is off: ghost text may look like text") end
end

local function keymaps()
  for _, entry in ipairs(keys.all) do
    local key = keys.key(entry)
    local desc = key and vim.fn.maparg(key, 'i', false, true).desc or ''
    if desc == 'Fimble: ' .. entry.desc then
      health.ok(('%s: %s'):format(key, entry.desc))
    else
      health.info(('No key: %s. Map one to %s, or name it in vim.g.fimble_keys'):format(entry.desc, keys.plug(entry.name)))
    end
  end
end

function M.check()
  health.start('Fimble')
  if not binary() then return end
  local clients = vim.lsp.get_clients({ name = 'fimble' })
  if #clients == 0 then health.warn('No buffer is served', { 'Open a file', ':Fimble log' }) end
  vim.iter(clients):each(connection)
  ghost()
  keymaps()
end

return M
