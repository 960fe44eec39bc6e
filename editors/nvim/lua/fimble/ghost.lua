-- Ghost text beyond what Neovim does: a part of it, more of it, a newer one.
local server = require('fimble.server')
local M = {}

-- Neovim's own state of a buffer's ghost text, as the API of 0.12 can neither
-- show a rest nor ask by key. Without it a rest is back with the next answer.
local function state(buf) return vim.tbl_get(package.loaded, 'vim.lsp._capability', 'all', 'inline_completion', 'active', buf) end

-- fit is a suggestion cut to what it still has to bring here. It is nil if what
-- was typed since contradicts it, or is all of it. How far it reaches behind the
-- cursor is said in its command, as its range was for where that was.
local function fit(item)
  local range, text = item.range, item.insert_text
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  if not range or type(text) ~= 'string' or range.start_row ~= row - 1 or range.end_row ~= row - 1 then return end
  local line, from = vim.api.nvim_get_current_line(), range.start_col
  local standing = line:sub(from + 1, col)
  if from <= col and vim.startswith(text, standing) then
    from, text = col, text:sub(#standing + 1)
  elseif item._filter_text ~= standing then
    return
  end
  local to = math.min(col + (vim.tbl_get(item, 'command', 'arguments', 2) or 0), #line)
  local rest = { range = vim.range(range.buf, row - 1, from, row - 1, to), insert_text = text }
  return text ~= '' and vim.tbl_extend('force', item, rest) or nil
end

-- put inserts a start of a suggestion and leaves the rest on the screen. The
-- server sees in the change itself that a part was taken.
local function put(rest, piece)
  local buf, row, from, _, to = rest.range.buf, rest.range:to_extmark()
  local inline, lines, col = state(buf), vim.split(piece, '\n'), vim.api.nvim_win_get_cursor(0)[2]
  vim.api.nvim_buf_set_text(buf, row, from, row, col, lines)
  local last, ends = row + #lines - 1, #lines[#lines] + (#lines == 1 and from or 0)
  vim.api.nvim_win_set_cursor(0, { last + 1, ends })
  if not inline then return end
  rest.range, rest.insert_text = vim.range(buf, last, ends, last, ends + to - col), rest.insert_text:sub(#piece + 1)
  inline.client_state[rest.client_id].items = nil -- the others do not fit here
  inline.current, rest._filter_text = rest, nil
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
      local piece = rest and part and vim.fn.matchstr(rest.insert_text, pieces[part]) or ''
      if piece == '' or piece == rest.insert_text then return rest end
      put(rest, piece)
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
  return inline and inline:count_items() > 1 and turn() or M.ask(turn)
end

--- Asks again, as something has changed, or the server has something better. If
--- the cursor has moved since, that is asked for a little earlier.
function M.again(buf)
  if buf == vim.api.nvim_get_current_buf() and vim.startswith(vim.api.nvim_get_mode().mode, 'i') then M.ask(nil, 'Automatic') end
end

--- Takes away what does not go on from the cursor. Neovim compares nothing: it
--- would draw that until the next answer.
function M.check(buf)
  local inline, client = state(buf), server.client(buf)
  local item = inline and inline.current
  if not item or not client or item.client_id ~= client.id or fit(item) then return end
  inline.client_state[client.id].items = nil
  inline:select(1)
end

return M
