-- :checkhealth fimble
local health, keys, server = vim.health, require('fimble.keys'), require('fimble.server')
local M = {}

-- binary has it read the user's fimble.toml, which it does for any file.
local function binary()
  local name = server.binary()
  local function run(...) return vim.system({ name, ... }, { text = true }):wait(10000) end
  if vim.fn.executable(name) == 0 then
    return health.error(name .. ' is not on the PATH', {
      'Install it: go install ./cmd/fimble in a clone of Fimble',
      "Or name it: vim.lsp.config('fimble', { cmd = { '/path/to/fimble' } })",
    })
  end
  local version, options = run('version'), run('context', vim.env.VIMRUNTIME .. '/filetype.lua:1:1')
  if version.code ~= 0 then return health.error(vim.fn.exepath(name) .. ': ' .. version.stderr) end
  health.ok(vim.fn.exepath(name) .. ': ' .. vim.trim(version.stdout))
  if options.stderr == '' then
    health.ok('fimble.toml has no mistakes')
  else
    health.error((options.stderr:gsub('fimble: ', '')))
  end
  return true
end

local function connection(client)
  local buffers, version = vim.tbl_count(client.attached_buffers), (client.server_info or {}).version
  local count = buffers == 1 and '1 buffer' or buffers .. ' buffers'
  health.ok(('%s runs for %s and counts in %s'):format(version or 'The server', count, client.offset_encoding))
end

local function ghost()
  if not vim.lsp.inline_completion.is_enabled() then
    health.warn('Ghost text is switched off', ':lua vim.lsp.inline_completion.enable(true)')
  elseif server.paused() then
    health.warn('Fimble is paused', ':Fimble resume')
  else
    health.ok('Ghost text is on')
  end
end

local function keymap(entry)
  local key = keys.key(entry)
  if key and vim.fn.maparg(key, 'i', false, true).desc == 'Fimble: ' .. entry.desc then
    health.ok(('%s: %s'):format(key, entry.desc))
  else
    health.info(('No key: %s. Map one to %s, or name it in vim.g.fimble_keys'):format(entry.desc, keys.plug(entry.name)))
  end
end

function M.check()
  health.start('Fimble')
  if not binary() then return end
  local clients = vim.lsp.get_clients({ name = 'fimble' })
  if #clients == 0 then health.warn('No buffer is served', { 'Open a file', ':Fimble log' }) end
  vim.iter(clients):each(connection)
  ghost()
  vim.iter(keys.all):each(keymap)
end

return M
