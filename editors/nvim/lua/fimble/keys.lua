-- The keys of a suggestion. Each does what it did before where there is none.
local M = {}

--- Functions of the module fimble, what of its ghost text they do, and their keys
--- if vim.g.fimble_keys has none.
M.all = {
  { name = 'accept', key = '<Tab>', desc = 'Take the suggestion', does = 'accept' },
  { name = 'accept_word', key = '<M-Right>', desc = 'Take a word of the suggestion', does = 'accept', with = 'word' },
  { name = 'accept_line', key = '<M-C-Right>', desc = 'Take a line of the suggestion', does = 'accept', with = 'line' },
  { name = 'next', key = '<M-]>', desc = 'Show the next suggestion', does = 'cycle', with = 1 },
  { name = 'prev', key = '<M-[>', desc = 'Show the suggestion before', does = 'cycle', with = -1 },
  { name = 'suggest', key = [[<M-\>]], desc = 'Ask for a suggestion', does = 'ask' },
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

-- map lets a key do that, or what it did before. No expression: Neovim may
-- evaluate it before it inserts what was typed first.
local function map(entry, key, before)
  vim.keymap.set('i', key, function()
    if require('fimble')[entry.name]() or not before then return end
    local typed = key
    if before.callback then typed = before.callback() or '' end
    if not before.callback or before.expr == 1 then vim.api.nvim_feedkeys(vim.keycode(typed), 'in', false) end
  end, { desc = 'Fimble: ' .. entry.desc })
end

--- Maps all of them. A key of the user's is taken only if they chose it here.
function M.map()
  for _, entry in ipairs(M.all) do
    map(entry, M.plug(entry.name))
    local key, chosen = M.key(entry)
    local before = key and vim.fn.maparg(key, 'i', false, true)
    if before and (chosen or vim.tbl_isempty(before) or vim.startswith(before.desc or '', 'vim.')) then map(entry, key, before) end
  end
end

return M
