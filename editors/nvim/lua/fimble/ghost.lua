-- Ghost text beyond what Neovim does with it: taking a part, asking for more,
-- asking again.
local server = require('fimble.server')
local M = {}

-- Where the cursor stood when a suggestion came: how far its range reached
-- behind the cursor can be told no later, as the range stays where it is while
-- the user types along.
local came = { item = nil, col = 0 }

-- Neovim's own state of a buffer's ghost text. The API of 0.12 can neither show
-- the rest of a suggestion nor ask by key. Where this is missing, the rest is
-- back with the next answer instead of at once.
local function state(buf)
  local ok, capability = pcall(require, 'vim.lsp._capability')
  local inline = ok and capability.all and capability.all.inline_completion
  return inline and inline.active[buf]
end

-- fit is what a suggestion still has to bring here: a text, in place of the
-- bytes of the cursor's line from one to another. It is nil if what was typed
-- since contradicts it.
local function fit(item)
  local range, text = item.range, item.insert_text
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  if not range or type(text) ~= 'string' or range.start_row ~= row - 1 or range.end_row ~= row - 1 then return end
  local line = vim.api.nvim_get_current_line()
  local standing = line:sub(range.start_col + 1, col)
  local at = came.item == item and came.col or math.min(col, range.end_col)
  local to = math.min(col + math.max(0, range.end_col - at), #line)
  if range.start_col <= col and vim.startswith(text, standing) then
    return { row = row - 1, from = col, to = to, text = text:sub(#standing + 1) }
  elseif at == col then
    return { row = row - 1, from = range.start_col, to = to, text = text }
  end
end

-- whole is the suggestion as Neovim can accept it.
local function whole(item, rest)
  item.range = vim.range(item.range.buf, rest.row, rest.from, rest.row, rest.to)
  item.insert_text = rest.text
  return item
end

-- put inserts a start of a suggestion and leaves the rest on the screen. The
-- server sees in the change itself that a part was taken.
local function put(item, rest, piece)
  local buf, lines = item.range.buf, vim.split(piece, '\n')
  local _, col = unpack(vim.api.nvim_win_get_cursor(0))
  vim.api.nvim_buf_set_text(buf, rest.row, rest.from, rest.row, col, lines)
  local row = rest.row + #lines - 1
  local to = #lines[#lines] + (#lines == 1 and rest.from or 0)
  vim.api.nvim_win_set_cursor(0, { row + 1, to })
  local inline = state(buf)
  if not inline then return end
  item.range = vim.range(buf, row, to, row, to + rest.to - col)
  item.insert_text = rest.text:sub(#piece + 1)
  came = { item = item, col = to }
  inline.client_state[item.client_id].items = nil -- the others do not fit here
  inline.current = item
  inline:show()
end

-- How much of a text one key takes: a word with what stands before it, or all
-- up to the end of the line.
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
      if piece == '' or #piece == #rest.text then return whole(item, rest) end
      put(item, rest, piece)
    end,
  })
end

-- ask makes a request as Neovim would, but of a kind that it never sends.
local function ask(buf, kind, done)
  local client, inline = server.client(buf), state(buf)
  if not client or not client.initialized or not inline then return false end
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.context = { triggerKind = kind }
  client:request('textDocument/inlineCompletion', params, function(err, result, ctx)
    inline:handler(err, result, ctx)
    if done then done() end
  end, buf)
  return true
end

--- Asks as a key does: at places where nothing comes by itself, and for
--- several suggestions.
function M.ask(done) return ask(vim.api.nvim_get_current_buf(), vim.lsp.protocol.InlineCompletionTriggerKind.Invoked, done) end

--- Shows the suggestion that is so many further. While typing there is but
--- one, so the others are asked for first.
function M.cycle(count)
  local inline = state(vim.api.nvim_get_current_buf())
  local function turn()
    vim.lsp.inline_completion.select({ count = count })
    came.item = inline.current
    return true
  end
  if not inline then return false end
  return inline:count_items() > 1 and turn() or M.ask(turn)
end

--- The server has a better answer for a buffer than the one it gave.
function M.ready(buf)
  if buf == vim.api.nvim_get_current_buf() and vim.startswith(vim.api.nvim_get_mode().mode, 'i') then
    ask(buf, vim.lsp.protocol.InlineCompletionTriggerKind.Automatic)
  end
end

--- Takes note of an answer.
function M.answered(buf)
  local inline = state(buf)
  if inline and inline.current ~= came.item and buf == vim.api.nvim_get_current_buf() then
    came = { item = inline.current, col = vim.api.nvim_win_get_cursor(0)[2] }
  end
end

return M
