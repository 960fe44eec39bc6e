-- Ghost text from the first key to the end of the editor.
local Editor = require('editor')
local shop = require('shop')

local without = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n'
local rest = 'orf("read settings: %w", err)'

-- begin types in an empty block until the suggestion for the rest of the line
-- is on the screen.
local function begin(open)
  local editor = open(shop.files(without), 'team.go')
  editor:keys('/err != nil<CR>oreturn fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == rest end)
  return editor
end

local tests = {}

function tests.ghost_text_shows_and_tab_accepts_it(open)
  local editor = begin(open)
  assert(editor:screen() == editor.shown(shop.team(shop.body)), editor:screen())
  editor:accept(shop.team(shop.body))
end

function tests.typing_what_is_shown_keeps_it(open)
  local editor = begin(open)
  editor:type('orf(')
  editor:wait('the shorter ghost', function() return editor:ghost() == rest:sub(5) end)
  editor:accept(shop.team(shop.body))
end

function tests.typing_something_else_takes_it_away(open)
  local editor = begin(open)
  editor:type('_none')
  editor:wait('no ghost', function() return editor:ghost() == nil end)
end

function tests.undo_takes_back_what_tab_brought(open)
  local editor = begin(open)
  editor:accept(shop.team(shop.body))
  editor:keys('<Esc>u')
  editor:wait('the text before', function() return editor:text() == shop.team(without) end)
end

function tests.the_server_ends_with_the_editor(open)
  local editor = begin(open)
  local pid = editor:server()
  assert(pid, 'fimble is no child of Neovim')
  pcall(editor.keys, editor, '<Esc>:qa!<CR>')
  Editor.gone(pid)
end

return tests
