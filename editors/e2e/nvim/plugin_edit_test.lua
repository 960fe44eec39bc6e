-- :Fimble edit, with a model that talks.
local shop = require('shop')

local before =
  'class Cart:\n    def total(self, prices):\n        if not prices:\n            raise ValueError("no prices")\n        return sum(prices)\n'
local method = '    def total(self, prices):\n        return sum(prices, start=0)\n'

local tests = {}

function tests.a_sentence_changes_the_declaration_at_the_cursor(open)
  local editor = open({ ['cart.py'] = before }, 'cart.py', shop.talking('do not raise\n', 'Sure!\n<CODE>\n' .. method .. '</CODE>\n'))
  editor:keys('3G')
  editor:wait(
    'the command',
    function()
      return editor:lua('return vim.fn.exists(":Fimble") == 2 and vim.list_contains(vim.fn.getcompletion("Fimble ", "cmdline"), "edit")')
    end
  )
  editor:keys(':Fimble edit do not raise<CR>')
  editor:wait('the change', function() return editor:text() == 'class Cart:\n' .. method end)
  editor:keys('u')
  editor:wait('the text before', function() return editor:text() == before end)
end

return tests
