-- :checkhealth fimble
local health, keys, server = vim.health, require('fimble.keys'), require('fimble.server')
local M = {}

local function run(...)
  local result = vim.system({ server.binary(), ... }, { text = true }):wait(10000)
  return result.code == 0, vim.trim(result.stdout or ''), vim.trim(result.stderr or '')
end

local function binary()
  if vim.fn.executable(server.binary()) == 0 then
    health.error(server.binary() .. ' is not on the PATH', {
      'Install it: go install ./cmd/fimble in a clone of Fimble',
      "Or name it: vim.lsp.config('fimble', { cmd = { '/path/to/fimble' } })",
    })
    return false
  end
  local ok, version, complaint = run('version')
  local report = ok and health.ok or health.error
  report(('%s: %s'):format(vim.fn.exepath(server.binary()), ok and version or complaint))
  return ok
end

-- options has the binary read the user's fimble.toml for some file, and tells what it minds.
local function options()
  local _, _, complaints = run('context', vim.env.VIMRUNTIME .. '/filetype.lua:1:1')
  if complaints == '' then return health.ok('fimble.toml has no mistakes') end
  health.error((complaints:gsub('fimble: ', '')))
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
  options()
  local clients = vim.lsp.get_clients({ name = 'fimble' })
  if #clients == 0 then health.warn('No buffer is served', { 'Open a file', ':Fimble log' }) end
  vim.iter(clients):each(connection)
  ghost()
  vim.iter(keys.all):each(keymap)
end

return M
