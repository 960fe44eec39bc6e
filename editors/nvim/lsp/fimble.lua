-- How Neovim starts the server. What the user gives vim.lsp.config('fimble')
-- counts more.
return {
  cmd = { 'fimble' },
  root_markers = { 'fimble.toml', '.git', 'go.mod', 'package.json', 'pyproject.toml', 'Cargo.toml' },
  capabilities = { experimental = { fimble = { ready = true, status = true } } },
  handlers = {
    ['workspace/applyEdit'] = function(...)
      require('fimble.server').edits()
      return vim.lsp.handlers['workspace/applyEdit'](...)
    end,
    ['fimble/ready'] = function(_, params) require('fimble.ghost').again(vim.uri_to_bufnr(params.textDocument.uri)) end,
    ['fimble/status'] = function(_, status, ctx) require('fimble.server').said[ctx.client_id] = status end,
  },
  on_exit = function(code, signal) require('fimble.server').ended(code, signal) end,
}
