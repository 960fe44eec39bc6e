-- Code actions from the editor's own menu, with no model but the embedded one
-- and with one that talks.
local shop = require('shop')

local source =
  'class Cart:\n    def total(self, prices, tax=0.2):\n        if not prices:\n            raise ValueError("no prices")\n        return sum(prices) * (1 + tax)\n'

local documented = [[
class Cart:
    def total(self, prices, tax=0.2):
        """Return the total.

        Args:
            prices:
            tax (optional):

        Returns:
            The result.

        Raises:
            ValueError:
        """
        if not prices:
            raise ValueError("no prices")
        return sum(prices) * (1 + tax)
]]

-- document runs the action on the method until the server has read the file.
local function document(editor)
  editor:wait('the docs', function()
    if editor:text() ~= source then return true end
    editor:lua([[
      vim.api.nvim_win_set_cursor(0, { 2, 8 })
      vim.lsp.buf.code_action({ context = { only = { 'refactor.rewrite.fimble.docs' } }, apply = true })
      vim.wait(200, function() return vim.api.nvim_buf_line_count(0) > 5 end)
    ]])
    return editor:text() ~= source
  end)
end

local tests = {}

function tests.docs_are_written_and_undone_at_once(open)
  local editor = open({ ['cart.py'] = source }, 'cart.py')
  document(editor)
  assert(editor:text() == documented, editor:text())
  editor:keys('u')
  editor:wait('the text before', function() return editor:text() == source end)
end

function tests.docs_keep_the_line_ends_of_the_file(open)
  local editor = open({ ['cart.py'] = (source:gsub('\n', '\r\n')) }, 'cart.py')
  document(editor)
  editor:keys(':w<CR>')
  editor:wait('the saved file', function() return editor:file('cart.py') == documented:gsub('\n', '\r\n') end)
end

function tests.the_words_of_docs_come_from_a_model_that_talks(open)
  local editor = open(
    { ['cart.py'] = source },
    'cart.py',
    shop.talking('raises ValueError\n', 'summary: Add up prices with their tax.\nparam tax: share of tax\nreturns: the gross sum\n')
  )
  document(editor)
  local said = documented
    :gsub('Return the total', 'Add up prices with their tax')
    :gsub('%(optional%):', '(optional): share of tax')
    :gsub('The result', 'the gross sum')
  assert(editor:text() == said:gsub('sum%.', 'sum'), editor:text())
end

return tests
