-- :checkhealth fimble
local health, keys, server = vim.health, require('fimble.keys'), require('fimble.server')
local M = {}

-- binary tells what the binary's own doctor finds, and what to do about it.
local function binary()
  local name = server.binary()
  if vim.fn.executable(name) == 0 then
    return health.error(
      name .. ' is not on the PATH',
      { 'go install ./cmd/fimble in a clone of Fimble', ':help fimble-options names another' }
    )
  end
  local result = vim.system({ name, 'doctor', '--json' }, { text = true }):wait(60000)
  local answered, found = pcall(vim.json.decode, result.stdout)
  if not answered then return health.error(('%s doctor: %s'):format(vim.fn.exepath(name), result.stderr)) end
  health.ok(vim.fn.exepath(name) .. ': fimble ' .. found.fimble.version)
  local wrong = vim.list_extend({ found.fimble.wrong }, found.wrong_options)
  vim.iter(wrong):each(function(mistake) health.error(mistake.text, mistake.remedy) end)
  if #wrong == 0 then health.ok('fimble.toml has no mistakes') end
  for _, model in ipairs(found.models) do
    local check = model.check or {}
    if model.error then health.error(model.error, model.remedy) end
    if check.doubt then health.warn(model.name .. ': ' .. check.doubt, ':Fimble doctor') end
    if not model.error and not check.doubt then health.ok(model.name .. ' answers') end
  end
  return true
end

local function ghost()
  local on = vim.lsp.inline_completion.is_enabled()
  if not on then return health.warn('Ghost text is switched off', ':lua vim.lsp.inline_completion.enable(true)') end
  if server.paused() then return health.warn('Fimble is paused', ':Fimble resume') end
  health.ok('Ghost text is on')
end

local function keymap(entry)
  local key = keys.key(entry)
  local ours = key and vim.fn.maparg(key, 'i', false, true).desc == 'Fimble: ' .. entry.desc
  if ours then return health.ok(('%s: %s'):format(key, entry.desc)) end
  health.info(('No key: %s. Map one to %s, or name it in vim.g.fimble_keys'):format(entry.desc, keys.plug(entry.name)))
end

function M.check()
  health.start('Fimble')
  if not binary() then return end
  local clients = vim.lsp.get_clients({ name = 'fimble' })
  if #clients == 0 then health.warn('No buffer is served', { 'Open a file', ':Fimble log' }) end
  vim.iter(clients):each(function(client) health.ok('A server runs for ' .. (client.root_dir or 'files of no project')) end)
  ghost()
  vim.iter(keys.all):each(keymap)
end

return M
