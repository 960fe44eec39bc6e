-- Records what Neovim sends while a user does this and that:
--   FIMBLE=BINARY nvim --headless --clean -l nvim.lua FOLDER
-- writes FOLDER/nvim-NAME.jsonl for each of the sessions below.
local here = vim.fs.dirname(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p'))
package.path = here .. '/../nvim/?.lua;' .. package.path
local Editor = require('editor')

local out = assert(arg[1], 'which folder?')
local fimble = assert(vim.env.FIMBLE, 'FIMBLE must name the built binary')
local rest = '(a, b int) int {\n\treturn a + b\n}'
local whole = 'package main\nfunc add(a, b int) int {\n\treturn a + b\n}\n'

-- A recorder of the name that the README's set-up starts.
local function recorder(file)
  local dir = Editor.project({ fimble = ('#!/bin/sh\nexec node %s/tee.js %s %s "$@"\n'):format(here, file, fimble) })
  vim.fn.setfperm(dir .. '/fimble', 'rwx------')
  return dir .. '/fimble'
end

--- Types as people do, a key after the other.
function Editor:slowly(keys, pause)
  for _, key in ipairs(vim.fn.split(vim.fn.substitute(keys, '<[^<> ]*>\\|.', '&\\n', 'g'), '\n')) do
    self:keys(key)
    vim.wait(pause or 90)
  end
end

function Editor:shows(text)
  self:wait(text, function() return self:ghost() == text end)
end

-- Takes the part of the suggestion that a pattern finds at its start, by the
-- hook that Neovim has for that. Either the hook gives Neovim a shorter item,
-- and the command runs, or it inserts the part itself.
function Editor:take(pattern, itself)
  self:lua(
    [[
    local pattern, itself = ...
    vim.lsp.inline_completion.get({ on_accept = function(item)
      local row, column = item.range:to_extmark()
      local typed = vim.api.nvim_get_current_line():sub(column + 1, vim.api.nvim_win_get_cursor(0)[2])
      item.insert_text = typed .. item.insert_text:sub(#typed + 1):match(pattern)
      if not itself then return item end
      local lines = vim.split(item.insert_text, '\n')
      vim.api.nvim_buf_set_text(0, row, column, row, column + #typed, lines)
      vim.api.nvim_win_set_cursor(0, { row + #lines, (#lines == 1 and column or 0) + #lines[#lines] })
    end })
  ]],
    pattern,
    itself
  )
  vim.wait(500)
end

local function offered(editor)
  editor:slowly('Gofunc add')
  editor:shows(rest)
  vim.wait(600)
end

local function taken(editor)
  offered(editor)
  editor:accept(whole)
  vim.wait(600)
end

local sessions = {}

function sessions.accept(editor) taken(editor) end

function sessions.type_all(editor)
  offered(editor)
  editor:slowly('(a, b int) int {<CR>return a + b<CR>}')
end

function sessions.type_fast(editor)
  offered(editor)
  editor:slowly('(a, b int) int {', 15)
end

function sessions.type_some_then_accept(editor)
  offered(editor)
  editor:slowly('(a, b')
  editor:shows(rest:sub(6))
  vim.wait(600)
  editor:accept(whole)
end

-- Before the new answer, Neovim replaces the range of the old one, and what
-- was typed since is left over.
function sessions.type_some_then_accept_at_once(editor)
  offered(editor)
  editor:slowly('(a, b')
  editor:keys('<Tab>')
  vim.wait(600)
end

function sessions.accept_words(editor)
  offered(editor)
  editor:take('^%W*%w+')
  editor:shows(rest:sub(3))
  editor:take('^%W*%w+')
  editor:shows(rest:sub(6))
end

function sessions.accept_line(editor)
  offered(editor)
  editor:take('^[^\n]*', true)
end

function sessions.accept_word_then_all(editor)
  offered(editor)
  editor:take('^%W*%w+', true)
  editor:shows(rest:sub(3))
  editor:accept(whole)
end

function sessions.undo(editor)
  taken(editor)
  editor:slowly('<Esc>u', 300)
end

function sessions.undo_then_redo(editor)
  taken(editor)
  editor:slowly('<Esc>u<C-r>', 300)
end

function sessions.undo_of_a_part(editor)
  offered(editor)
  editor:slowly('<C-g>u')
  editor:accept(whole)
  vim.wait(600)
  editor:slowly('<Esc>uA', 300)
  vim.wait(1000)
end

function sessions.delete_what_was_accepted(editor)
  taken(editor)
  editor:slowly('<Esc>kkV2jd')
end

function sessions.backspace_over_what_was_accepted(editor)
  offered(editor)
  editor:take('^%W*%w+', true)
  editor:slowly('<BS><BS>')
end

function sessions.move_on(editor)
  offered(editor)
  editor:slowly('<Esc>ggopackage_comment<Esc>')
end

function sessions.type_something_else(editor)
  offered(editor)
  editor:slowly('ress(n int) {<CR>}<CR>')
end

function sessions.a_typo_and_back(editor)
  offered(editor)
  editor:slowly('x')
  vim.wait(500)
  editor:slowly('<BS>')
  editor:shows(rest)
  editor:accept(whole)
end

function sessions.backspace_into_the_word_and_retype(editor)
  offered(editor)
  editor:slowly('<BS><BS>dd')
  editor:shows(rest)
  editor:accept(whole)
end

function sessions.auto_pairs(editor)
  editor:keys(':inoremap ( ()<lt>Left><CR>:inoremap { {}<lt>Left><CR>')
  offered(editor)
  editor:slowly('(a, b int<Right> int {<CR>')
end

function sessions.popup_entry(editor)
  editor:slowly('Go// of the pack')
  editor:shows('age stands here')
  vim.wait(600)
  editor:slowly('<C-n>')
  vim.wait(600)
  editor:slowly(' st')
  editor:shows('ands here')
end

function sessions.accept_then_change_a_name(editor)
  taken(editor)
  editor:slowly('<Esc>k^wcwb<Esc>')
end

function sessions.accept_then_rename_everywhere(editor)
  taken(editor)
  editor:slowly('<Esc>:%s/\\<lt>a\\>/left/g<CR>', 30)
end

function sessions.accept_then_filter_the_file(editor)
  taken(editor)
  editor:slowly('<Esc>:%!expand -t4<CR>', 30)
end

function sessions.accept_and_write_on(editor)
  taken(editor)
  editor:slowly('<CR><CR>func main() {<CR>}<CR>')
end

function sessions.accept_then_the_next(editor)
  taken(editor)
  editor:wait('the next', function() return editor:ghost() ~= nil end)
  editor:keys('<Tab>')
  editor:wait('the second function', function() return editor:text():find('func sub', 1, true) ~= nil end)
end

function sessions.accept_behind_a_bracket(editor)
  editor:slowly('Gofunc main() {<CR>print()<Left>')
  editor:shows('"done", total')
  editor:keys('<Tab>')
  vim.wait(600)
end

function sessions.wide_characters(editor)
  editor:slowly('Go// 名前')
  editor:shows(' はここに書く')
  editor:slowly(' は')
  vim.wait(600)
  editor:keys('<Tab>')
  vim.wait(600)
end

function sessions.paste_something_else(editor)
  offered(editor)
  editor:call('nvim_paste', '_all(of []int) int {\n\treturn 0\n}\n', true, -1)
  vim.wait(600)
end

function sessions.dos_file(editor)
  editor:keys(':set ff=dos<CR>:w<CR>')
  taken(editor)
end

local options = ('[models.tape]\nbackend = "replay"\nurl = "%s/model.replay"\n[use]\ninline = "tape"\n'):format(here)
for name, session in vim.spairs(sessions) do
  if not arg[2] or name == arg[2] then
    local file = ('%s/nvim-%s.jsonl'):format(out, name)
    os.remove(file)
    vim.env.FIMBLE = recorder(file)
    local editor = Editor.open(Editor.setups.plain, Editor.project({ ['main.go'] = 'package main\n' }), 'main.go', options)
    local ok, message = xpcall(session, debug.traceback, editor)
    vim.wait(500)
    editor:close()
    io.write(ok and 'recorded ' or 'FAILED ', name, ok and '' or '\n' .. message, '\n')
  end
end
