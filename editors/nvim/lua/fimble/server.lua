-- The server: which one a buffer has, whether it is paused, and when it dies.
local M = {}

-- More ends than that within so many seconds are no accident.
local most, seconds, ends = 3, 60, {}

--- What each server, by its client's id, said last of an answer of its.
M.said = {}

--- The client of a buffer.
function M.client(buf) return vim.lsp.get_clients({ name = 'fimble', bufnr = buf or 0, _uninitialized = true })[1] end

--- The binary that serves and answers commands.
function M.binary()
  local cmd = vim.lsp.config.fimble.cmd
  return type(cmd) == 'table' and cmd[1] or 'fimble'
end

--- Whether the binary is there. If not, the user is told.
function M.found()
  local found = vim.fn.executable(M.binary()) == 1
  if not found then M.tell(M.binary() .. ' is not on the PATH; :checkhealth fimble says what to do') end
  return found
end

function M.paused() return vim.tbl_get(vim.lsp.config.fimble, 'settings', 'fimble', 'enabled') == false end

--- Pauses or resumes every server, those that are still to be started too.
function M.enable(enabled)
  local settings = { fimble = { enabled = enabled } }
  vim.lsp.config('fimble', { settings = settings })
  for _, client in ipairs(vim.lsp.get_clients({ name = 'fimble' })) do
    client.settings = vim.tbl_deep_extend('force', client.settings or {}, settings)
    client:notify('workspace/didChangeConfiguration', { settings = client.settings })
  end
  require('fimble.ghost').again(vim.api.nvim_get_current_buf())
  vim.notify(enabled and 'Fimble suggests again' or 'Fimble is paused until :Fimble resume')
end

--- Starts the server again, unless it was stopped or dies all the time.
function M.ended(code, signal)
  if (code == 0 and (signal == 0 or signal == 15)) or vim.v.exiting ~= vim.NIL then return end
  table.insert(ends, 1, vim.uv.now())
  local often = #ends > most and ends[1] - ends[most + 1] < seconds * 1000
  vim.schedule(function()
    if not vim.lsp.is_enabled('fimble') then return end
    if not often then return vim.lsp.enable('fimble') end
    M.tell(('the server has ended %d times in %d seconds and stays down; :Fimble log says why, :edit starts it'):format(most + 1, seconds))
  end)
end

--- Tells which files the edit that is about to be made changes where nobody sees
--- it. As after a rename by any server, writing them is up to the user.
function M.edits()
  local function changed() return vim.fn.getbufinfo({ bufmodified = 1 }) end
  local before = vim.iter(changed()):fold({}, function(ticks, buf) return rawset(ticks, buf.bufnr, buf.changedtick) end)
  vim.schedule(function()
    local names = vim.iter(changed()):map(function(buf)
      local unseen = #buf.windows == 0 and vim.bo[buf.bufnr].buftype == ''
      return unseen and before[buf.bufnr] ~= buf.changedtick and vim.fn.fnamemodify(buf.name, ':~:.') or nil
    end)
    local list = names:join(', ')
    if list ~= '' then vim.notify(('Fimble: changed in buffers that no window shows: %s; :wall writes them'):format(list)) end
  end)
end

function M.tell(text) vim.notify('Fimble: ' .. text, vim.log.levels.WARN) end

return M
