-- What keys, statuslines and other plugins call.
local ghost, server = require('fimble.ghost'), require('fimble.server')
local M = {}

--- Takes the suggestion. It is false if there is none.
function M.accept() return ghost.accept() end

--- Takes the next word of the suggestion and leaves the rest on the screen.
function M.accept_word() return ghost.accept('word') end

--- Takes the suggestion up to the end of a line and leaves the rest on the
--- screen.
function M.accept_line() return ghost.accept('line') end

--- Shows another suggestion.
function M.next() return ghost.cycle(1) end
function M.prev() return ghost.cycle(-1) end

--- Asks for a suggestion, also where none comes by itself.
function M.suggest() return ghost.ask() end

function M.pause()
  server.enable(false)
  ghost.ready(vim.api.nvim_get_current_buf())
end

function M.resume()
  server.enable(true)
  ghost.ready(vim.api.nvim_get_current_buf())
end

-- waiting tells whether a model is being asked.
local function waiting(client)
  for _, request in pairs(client.requests) do
    if request.method == 'textDocument/inlineCompletion' and request.type == 'pending' then return true end
  end
  return false
end

--- What Fimble does in a buffer, or the current one: its state, which is 'off', 'starting',
--- 'paused', 'waiting', 'failed' or 'ready', and the model, the time in ms and
--- the error of its last answer, as far as the server tells them.
function M.status(buf)
  local client = server.client(buf)
  if not client then return { state = 'off' } end
  local said = server.said[client.id] or {}
  local state = not client.initialized and 'starting'
    or server.paused() and 'paused'
    or waiting(client) and 'waiting'
    or said.error and 'failed'
    or 'ready'
  return { state = state, model = said.model, ms = said.ms, error = said.error }
end

local signs = { starting = '…', waiting = '…', paused = 'paused', failed = '!' }

--- The same in a few letters, and empty where Fimble is off.
function M.statusline()
  local status = M.status()
  if status.state == 'off' then return '' end
  return vim.iter({ 'Fimble', status.model or false, signs[status.state] or false }):filter(function(part) return part end):join(' ')
end

return M
