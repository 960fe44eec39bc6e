-- What keys, statuslines and other plugins call.
local ghost, server = require('fimble.ghost'), require('fimble.server')
local M = {}

--- Take the suggestion, or its next word or line. False if there is none.
function M.accept() return ghost.accept() end
function M.accept_word() return ghost.accept('word') end
function M.accept_line() return ghost.accept('line') end

--- Show another suggestion, or ask for one where none comes by itself.
function M.next() return ghost.cycle(1) end
function M.prev() return ghost.cycle(-1) end
function M.suggest() return ghost.ask() end

function M.pause() server.enable(false) end
function M.resume() server.enable(true) end

--- What Fimble does in a buffer, or the current one: its state, which is 'off',
--- 'starting', 'paused', 'waiting', 'failed' or 'ready', and the model, the time
--- in ms and the error of its last answer.
function M.status(buf)
  local client = server.client(buf)
  if not client then return { state = 'off' } end
  local said = server.said[client.id] or {}
  local waiting = vim
    .iter(pairs(client.requests))
    :any(function(_, request) return request.method == 'textDocument/inlineCompletion' and request.type == 'pending' end)
  local state = not client.initialized and 'starting'
    or server.paused() and 'paused'
    or waiting and 'waiting'
    or said.error and 'failed'
    or 'ready'
  return { state = state, model = said.model, ms = said.ms, error = said.error }
end

local signs = { starting = '…', waiting = '…', paused = 'paused', failed = '!' }

--- The same in a few letters, and empty where Fimble is off.
function M.statusline()
  local status = M.status()
  if status.state == 'off' then return '' end
  local model, sign = status.model, signs[status.state]
  return 'Fimble' .. (model and ' ' .. model or '') .. (sign and ' ' .. sign or '')
end

return M
