-- Ghost text beyond what Neovim does: a part of it, more of it, a newer one.
local server = require('fimble.server')
local M = {}

-- The line up to the cursor, as each request asks about it, and as the last
-- answer was about it. How far the range of a suggestion reached behind the
-- cursor can be told no later: it stays while the user types along.
local asked, came = {}, ''

local function head() return vim.api.nvim_get_current_line():sub(1, vim.api.nvim_win_get_cursor(0)[2]) end

-- Neovim's own state of a buffer's ghost text, as the API of 0.12 can neither
-- show a rest nor ask by key. Without it a rest is back with the next answer.
local function state(buf)
  local ok, capability = pcall(require, 'vim.lsp._capability')
  local inline = ok and capability.all and capability.all.inline_completion
  return inline and inline.active[buf]
end

-- fit is what a suggestion still has to bring here, in place of which bytes of
-- the cursor's line. It is nil if what was typed since contradicts it, or is all
-- of it.
local function fit(item)
  local range, text = item.range, item.insert_text
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  if not range or type(text) ~= 'string' or range.start_row ~= row - 1 or range.end_row ~= row - 1 then return end
  local line = vim.api.nvim_get_current_line()
  local standing = line:sub(range.start_col + 1, col)
  item.head = item.head or came
  local to = math.min(col + math.max(0, range.end_col - #item.head), #line)
  if range.start_col <= col and vim.startswith(text, standing) then
    return #text > #standing and { row = row - 1, from = col, to = to, text = text:sub(#standing + 1) } or nil
  elseif item.head == head() then
    return { row = row - 1, from = range.start_col, to = to, text = text }
  end
end

-- put inserts a start of a suggestion and leaves the rest on the screen. The
-- server sees in the change itself that a part was taken.
local function put(item, rest, piece)
  local buf, lines = item.range.buf, vim.split(piece, '\n')
  local _, col = unpack(vim.api.nvim_win_get_cursor(0))
  vim.api.nvim_buf_set_text(buf, rest.row, rest.from, rest.row, col, lines)
  local row, to = rest.row + #lines - 1, #lines[#lines] + (#lines == 1 and rest.from or 0)
  vim.api.nvim_win_set_cursor(0, { row + 1, to })
  local inline = state(buf)
  if not inline then return end
  item.range, item.insert_text = vim.range(buf, row, to, row, to + rest.to - col), rest.text:sub(#piece + 1)
  item.head = head()
  inline.client_state[item.client_id].items = nil -- the others do not fit here
  inline.current = item
end

-- What one key takes: a word with the blanks before it, or the rest of a line.
local pieces = {
  word = [[^\_s*\%(\k\+\|\%(\k\@!\S\)\+\)]],
  line = [[^\n*[^\n]\+]],
}

--- Takes the suggestion, or its next 'word' or 'line'. It is false if there is
--- none, and the key may do something else.
function M.accept(part)
  local inline = state(vim.api.nvim_get_current_buf())
  if inline and inline.current and not fit(inline.current) then return false end
  return vim.lsp.inline_completion.get({
    on_accept = function(item)
      local rest = fit(item)
      if not rest then return end
      local piece = part and vim.fn.matchstr(rest.text, pieces[part]) or ''
      if piece ~= '' and #piece < #rest.text then return put(item, rest, piece) end
      item.range, item.insert_text = vim.range(item.range.buf, rest.row, rest.from, rest.row, rest.to), rest.text
      return item
    end,
  })
end

--- Asks as a key does, where nothing comes by itself, and for several, which
--- Neovim never does; or as Neovim would, if the kind is 'Automatic'.
function M.ask(done, kind)
  local buf = vim.api.nvim_get_current_buf()
  local client, inline = server.client(buf), state(buf)
  if not client or not client.initialized or not inline then return false end
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.context = { triggerKind = vim.lsp.protocol.InlineCompletionTriggerKind[kind or 'Invoked'] }
  client:request('textDocument/inlineCompletion', params, function(...)
    inline:handler(...)
    if done then done() end
  end, buf)
  return true
end

--- Shows the suggestion that is so many further. While typing there is but
--- one, so the others are asked for first.
function M.cycle(count)
  local inline = state(vim.api.nvim_get_current_buf())
  local function turn()
    vim.lsp.inline_completion.select({ count = count })
    return true
  end
  if not inline then return false end
  return inline:count_items() > 1 and turn() or M.ask(turn)
end

--- Asks again, as the server has something better for this place.
function M.ready(params)
  local buf = vim.uri_to_bufnr(params.textDocument.uri)
  local client = server.client(buf)
  if not client or buf ~= vim.api.nvim_get_current_buf() then return end
  local here = vim.lsp.util.make_position_params(0, client.offset_encoding).position
  if vim.deep_equal(here, params.position) then M.again(buf) end
end

--- Asks again, as something has changed.
function M.again(buf)
  local here = buf == vim.api.nvim_get_current_buf()
  if here and vim.startswith(vim.api.nvim_get_mode().mode, 'i') then M.ask(nil, 'Automatic') end
end

--- Takes away what does not go on from the cursor. Neovim compares nothing: it
--- would draw that until the next answer.
function M.check(buf)
  local inline, client = state(buf), server.client(buf)
  local item = inline and inline.current
  if not item or not client or item.client_id ~= client.id or fit(item) then return end
  inline:hide()
  inline.current, inline.client_state[client.id].items = nil, nil
end

--- Takes note of a request, and of an answer that Neovim is about to handle.
function M.noted(buf, id, kind)
  local inline = state(buf)
  if not inline or buf ~= vim.api.nvim_get_current_buf() then return end
  if kind == 'pending' then
    asked[id] = head()
  elseif kind == 'complete' then
    came, asked[id] = asked[id] or head(), nil
    vim.schedule(function() M.check(buf) end)
  end
end

return M
