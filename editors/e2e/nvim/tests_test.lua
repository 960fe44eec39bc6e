-- Tests from the editor's own menu: they come into a file of their own.
local shop = require('shop')

local source = 'def total(prices):\n    if not prices:\n        raise ValueError("no prices")\n    return sum(prices)\n'

local tested = [[
import pytest

from cart import total


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        # TODO: fill in what each case is called with, and what is expected of it.
        pytest.param(None, None, id="not prices"),
        pytest.param(None, None, id="otherwise"),
    ],
)
def test_total(prices, expected):
    assert total(prices) == expected


def test_total_raises_value_error():
    prices = None  # TODO
    with pytest.raises(ValueError):
        total(prices)
]]

-- written runs the action on the function until there is a test, and gives the
-- text of the file that it is in.
local function written(editor, lines)
  local text
  editor:wait('the test', function()
    text = editor:lua(
      [[
      local wanted = ...
      vim.api.nvim_win_set_cursor(0, { 1, 5 })
      vim.lsp.buf.code_action({ context = { only = { 'refactor.rewrite.fimble.tests' } }, apply = true })
      local text
      vim.wait(200, function()
        local buffer = vim.fn.bufnr('test_cart.py')
        if buffer < 0 or not vim.api.nvim_buf_is_loaded(buffer) then return false end
        text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n') .. '\n'
        return vim.api.nvim_buf_line_count(buffer) >= wanted
      end)
      return text
    ]],
      lines
    )
    return text ~= vim.NIL and select(2, text:gsub('\n', '')) >= lines
  end)
  return text
end

local tests = {}

function tests.the_first_test_gets_a_file(open)
  local editor = open({ ['.git/HEAD'] = '', ['cart.py'] = source }, 'cart.py')
  local got = written(editor, 10)
  assert(got == tested, got)
  assert(editor:text() == source, editor:text())
end

function tests.a_model_that_talks_adds_to_the_tests_that_there_are(open)
  local there = 'from cart import total\n\n\ndef test_nothing():\n    assert total\n'
  local test = 'def test_total():\n    assert total([1, 2]) == 3'
  local editor = open(
    { ['.git/HEAD'] = '', ['cart.py'] = source, ['test_cart.py'] = there },
    'cart.py',
    shop.talking('        total(prices)\n', '<CODE>\n' .. test .. '\n</CODE>')
  )
  local got = written(editor, 8)
  assert(got == there .. '\n\n' .. test .. '\n', got)
end

return tests
