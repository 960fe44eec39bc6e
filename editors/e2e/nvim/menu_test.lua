-- Actions on a whole file, and what a comment asks for, chosen in the editor's
-- own menu.
local shop = require('shop')

local source = [[
import re


def valid(address):
    return "@" in address


def names(addresses):
    return [re.sub("@.*", "", a) for a in addresses]
]]

local documented = [[
import re


def valid(address):
    """Return the valid.

    Args:
        address:

    Returns:
        The result.
    """
    return "@" in address


def names(addresses):
    """Return the names.

    Args:
        addresses:

    Returns:
        The result.
    """
    return [re.sub("@.*", "", a) for a in addresses]
]]

-- take opens the menu of actions at a line once there is one of a kind, takes
-- that of this title, and says yes to what Neovim asks before it makes an edit
-- that wants to be confirmed. It does so once: Neovim counts the versions of a
-- file from 0, and makes every edit that is for that one, however old it is.
local function take(editor, line, kind, title)
  editor:lua(
    [[
      local title = ...
      vim.ui.select = function(items, options, done)
        for index, item in ipairs(items) do
          if options.format_item(item) == title then return done(item, index) end
        end
      end
      vim.g.asked = ''
      vim.fn.confirm = function(question)
        vim.g.asked = question
        return 1
      end
    ]],
    title
  )
  editor:call('nvim_win_set_cursor', 0, { line, 0 })
  editor:offered('refactor.rewrite.fimble.' .. kind)
  local before = editor:text()
  editor:lua([[vim.lsp.buf.code_action()]])
  editor:wait(title, function() return editor:text() ~= before end)
end

-- undone takes an edit back at once.
local function undone(editor, before)
  editor:keys('u')
  editor:wait('the text before', function() return editor:text() == before end)
end

local tests = {}

function tests.what_is_undocumented_in_a_file_is_documented(open)
  local editor = open({ ['mail.py'] = source }, 'mail.py')
  take(editor, 1, 'alldocs', 'Fimble: Write the docs that are missing in this file')
  assert(editor:text() == documented, editor:text())
  undone(editor, source)
end

function tests.a_file_gets_docs_of_its_own(open)
  local editor = open({ ['mail.py'] = source }, 'mail.py')
  take(editor, 1, 'filedocs', 'Fimble: Write the docs of this module')
  assert(editor:text() == '"""Defines valid and names."""\n\n' .. source, editor:text())
  undone(editor, source)
end

function tests.what_a_comment_says_is_done_and_the_comment_is_gone(open)
  local before = source:gsub('def valid', '# fimble: ask for a name, too\n%0')
  local code = 'def valid(address):\n    return address.find("@") > 0\n'
  local editor = open({ ['mail.py'] = before }, 'mail.py', shop.commented('ask for a name, too', code))
  take(editor, 4, 'comment', 'Fimble: Do what the comment says')
  assert(editor:text() == source:gsub('return "@" in address', 'return address.find("@") > 0'), editor:text())
  assert(vim.endswith(editor:call('nvim_get_var', 'asked'), 'Fimble: Do what the comment says'), editor:call('nvim_get_var', 'asked'))
  undone(editor, before)
end

return tests
