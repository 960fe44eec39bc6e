-- Writes down, in a real Neovim, when a key came in and when the first redraw
-- with ghost text was done after it.
local file = vim.env.FIMBLE_TIMES
local waits = false

local function note(what)
  local seconds, micros = vim.uv.gettimeofday()
  vim.fn.writefile({ vim.json.encode({ [what] = seconds * 1000 + micros / 1000 }) }, file, 'a')
end

vim.on_key(function(_, typed)
  if typed == '' or vim.fn.mode() ~= 'i' then return end
  waits = true
  note('key')
end)

vim.api.nvim_set_decoration_provider(vim.api.nvim_create_namespace('times'), {
  on_end = function()
    local ghosts = vim.api.nvim_get_namespaces()['nvim.lsp.inline_completion']
    if not waits or not ghosts or #vim.api.nvim_buf_get_extmarks(0, ghosts, 0, -1, {}) == 0 then return end
    waits = false
    vim.schedule(function() note('ghost') end)
  end,
})
