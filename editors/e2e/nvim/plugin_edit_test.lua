-- :Fimble edit, with a model that talks, and what is said of files out of sight.
local shop = require('shop')

local before =
  'class Cart:\n    def total(self, prices):\n        if not prices:\n            raise ValueError("no prices")\n        return sum(prices)\n'
local method = '    def total(self, prices):\n        return sum(prices, start=0)\n'

local plain = 'def total(prices):\n    if not prices:\n        raise ValueError("no prices")\n    return sum(prices)\n'

-- write_tests runs the command as soon as there is something for it.
local function write_tests(editor)
  editor:call('nvim_win_set_cursor', 0, { 1, 5 })
  editor:offered('refactor.rewrite.fimble.tests')
  editor:call('nvim_command', 'Fimble tests')
end

-- told waits for a message.
local function told(editor, text)
  editor:wait('a message', function() return editor:messages():find(text, 1, true) end)
end

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

local function block(path, old, new) return ('%s\n<<<<<<< SEARCH\n%s=======\n%s>>>>>>> REPLACE\n'):format(path, old, new) end

function tests.a_sentence_changes_files_that_are_not_open(open)
  local project = { ['.git/HEAD'] = '', ['prices.py'] = 'def total(prices):\n    return 0\n', ['cart.py'] = 'from prices import total\n' }
  local answer = block('prices.py', 'def total(prices):\n', 'def gross(prices):\n')
    .. block('cart.py', 'from prices import total\n', 'from prices import gross\n')
    .. block('test_prices.py', '', 'import prices\n')
  local editor = open(project, 'prices.py', shop.talking('rename total to gross\n', answer))
  editor:lua([[vim.o.hidden = true]])
  editor:wait(
    'the command',
    function() return editor:lua('return vim.list_contains(vim.fn.getcompletion("Fimble ", "cmdline"), "project")') end
  )
  editor:keys(':Fimble project rename total to gross<CR>')
  editor:wait('the change', function() return editor:text() == 'def gross(prices):\n    return 0\n' end)
  local function other(name)
    return editor:lua(
      [[
      local buf = vim.fn.bufadd(...)
      vim.fn.bufload(buf)
      return table.concat(vim.api.nvim_buf_get_lines(buf, 0, -1, false), '\n')
    ]],
      editor.dir .. '/' .. name
    )
  end
  editor:wait('the change of a closed file', function() return other('cart.py') == 'from prices import gross' end)
  editor:wait('the new file', function() return other('test_prices.py') == 'import prices' end)
  told(editor, 'Fimble: changed in buffers that no window shows: cart.py, test_prices.py; :wall writes them')
  editor:call('nvim_command', 'wall')
  assert(editor:file('test_prices.py') == 'import prices\n', editor:file('test_prices.py'))
end

function tests.a_test_file_that_no_window_shows_is_told_of(open)
  local editor = open({ ['.git/HEAD'] = '', ['cart.py'] = plain }, 'cart.py')
  write_tests(editor)
  told(editor, 'Fimble: changed in buffers that no window shows: test_cart.py; :wall writes them')
  editor:call('nvim_command', 'wall')
  assert(editor:file('test_cart.py'):find('import total', 1, true), editor:file('test_cart.py'))
end

function tests.what_stands_in_a_window_needs_no_message(open)
  local project = { ['.git/HEAD'] = '', ['cart.py'] = plain, ['test_cart.py'] = '' }
  local editor = open(project, 'cart.py')
  editor:lua([[
    vim.fn.bufload(vim.fn.bufadd('notes.txt'))
    vim.fn.setbufline('notes.txt', 1, 'mine') -- changed before
    vim.cmd.split('test_cart.py')
    vim.cmd.wincmd('p')
  ]])
  write_tests(editor)
  editor:wait('the test', function() return editor:lua([[return vim.fn.getbufline('test_cart.py', 1, '$')[3] ~= nil]]) end)
  -- What is said of an edit is said in what the loop runs next after it.
  editor:lua([[vim.schedule(function() vim.schedule(function() vim.g.later = true end) end)]])
  editor:wait('what comes after the edit', function() return editor:lua('return vim.g.later') == true end)
  local messages = editor:messages()
  assert(messages == '', messages)
end

return tests
