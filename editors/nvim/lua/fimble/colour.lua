-- The colour of ghost text in a terminal without true colour, for which Neovim's
-- own colours have none. A user's or a colour scheme's counts more.
local own, before
local function get(link) return vim.api.nvim_get_hl(0, { name = 'ComplHint', link = link }) end

-- What was given is taken back first: true colours differ with the background.
return function()
  if own and vim.deep_equal(get(true), own) then vim.api.nvim_set_hl(0, 'ComplHint', before) end
  local hint = get(false)
  if hint.ctermfg or hint.ctermbg or hint.cterm then return end
  before = get(true)
  vim.api.nvim_set_hl(0, 'ComplHint', vim.tbl_extend('force', hint, { ctermfg = 'DarkGrey' }))
  own = get(true)
end
