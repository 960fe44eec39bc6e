-- The keys of a suggestion. Each does what it did before where there is none.
local M = {}

--- Functions of the module fimble, and their keys if vim.g.fimble_keys has none.
M.all = {
  { name = 'accept', key = '<Tab>', desc = 'Take the suggestion' },
  { name = 'accept_word', key = '<M-Right>', desc = 'Take a word of the suggestion' },
  { name = 'accept_line', key = '<M-C-Right>', desc = 'Take a line of the suggestion' },
  { name = 'next', key = '<M-]>', desc = 'Show the next suggestion' },
  { name = 'prev', key = '<M-[>', desc = 'Show the suggestion before' },
  { name = 'suggest', key = [[<M-\>]], desc = 'Ask for a suggestion' },
}

--- The mapping that needs no key.
function M.plug(name) return ('<Plug>(fimble-%s)'):format((name:gsub('_', '-'))) end

--- The key that something is on, or nil, and whether the user has chosen it.
function M.key(entry)
  local keys = vim.g.fimble_keys
  local chosen = type(keys) == 'table' and keys[entry.name]
  if keys == nil or (keys and chosen == nil) then return entry.key, false end
  return chosen or nil, true
end

-- before does what a key did before it was mapped.
local function before(key, old)
  if old.callback then key = old.callback() end
  if not old.callback or old.expr == 1 then vim.api.nvim_feedkeys(vim.keycode(key or ''), 'in', false) end
end

-- No expression: Neovim may evaluate it before it inserts what was typed first.
local function map(entry, key, otherwise)
  vim.keymap.set('i', key, function()
    if not require('fimble')[entry.name]() then otherwise() end
  end, { desc = 'Fimble: ' .. entry.desc })
end

--- Maps all of them. A key of the user's is taken only if they chose it here.
function M.map()
  for _, entry in ipairs(M.all) do
    map(entry, M.plug(entry.name), function() end)
    local key, chosen = M.key(entry)
    local old = key and vim.fn.maparg(key, 'i', false, true)
    if old and (chosen or vim.tbl_isempty(old) or vim.startswith(old.desc or '', 'vim.')) then
      map(entry, key, function() before(key, old) end)
    end
  end
end

return M
