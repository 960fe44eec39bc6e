-- What keys, statuslines and other plugins call.
local server = require('fimble.server')
local M = {}

-- Each is false if there is nothing to do.
for _, entry in ipairs(require('fimble.keys').all) do
  M[entry.name] = function() return require('fimble.ghost')[entry.does](entry.with) end
end

function M.pause() server.enable(false) end
function M.resume() server.enable(true) end

local function asks(_, request) return request.method == 'textDocument/inlineCompletion' and request.type == 'pending' end

--- What Fimble does in a buffer, or the current one: its state, which is 'off',
--- 'starting', 'paused', 'waiting', 'failed' or 'ready', and of its last answer
--- the model, the time in ms, and the model that failed, the error and the remedy.
function M.status(buf)
  local client = server.client(buf)
  if not client then return { state = 'off' } end
  local said = server.said[client.id] or {}
  local state = not client.initialized and 'starting'
    or server.paused() and 'paused'
    or vim.iter(pairs(client.requests)):any(asks) and 'waiting'
    or said.error and 'failed'
    or 'ready'
  return { state = state, model = said.model, ms = said.ms, failed = said.failed, error = said.error, remedy = said.remedy }
end

local signs = { starting = '…', waiting = '…', paused = 'paused', failed = '!' }

--- The same in a few letters, of the model that failed if one did, and empty where Fimble is off.
function M.statusline()
  local status = M.status()
  if status.state == 'off' then return '' end
  local model, sign = status.failed or status.model, signs[status.state]
  return 'Fimble' .. (model and ' ' .. model or '') .. (sign and ' ' .. sign or '')
end

return M
