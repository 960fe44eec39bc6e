-- Accepting leaves what was shown, wherever the cursor stands.
local shop = require('shop')

local tests = {}

local function windows(text) return (text:gsub('\n', '\r\n')) end

function tests.a_dos_file_gets_no_carriage_return_into_its_lines(open)
  local block = '\tif err != nil {\n\t\treturn fmt.Errorf("read settings: %w", err)\n\t}\n'
  local editor = open(
    vim.tbl_map(windows, shop.files('')),
    'team.go',
    shop.saying({ ' != nil {', '\t\treturn fmt.Errorf("read settings: %w", err)', '\t}' }, 'if err')
  )
  local before = editor:text()
  editor:keys('/func loadTeam<CR>oif err')
  editor:wait('ghost text', function() return editor:ghost() == ' != nil {\n\t\treturn fmt.Errorf("read settings: %w", err)\n\t}' end)
  editor:accept(shop.team(block))
  editor:keys('<Esc>:w<CR>')
  editor:wait('the file', function() return editor:file('team.go') == windows(shop.team(block)) end)
  editor:keys('u')
  editor:wait('the text before', function() return editor:text() == before end)
end

function tests.text_right_of_the_cursor_stays_in_sight(open)
  local editor =
    open(shop.files('\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t\treturn fmt.Errorf()\n\t}\n\treturn parse(data)\n'), 'team.go')
  editor:keys('/Errorf<CR>f)i"rea')
  editor:wait('ghost text', function() return editor:ghost() == 'd settings: %w", err' end)
  assert(editor:screen() == editor.shown(shop.team(shop.body)), editor:screen())
  editor:accept(shop.team(shop.body))
end

function tests.wide_characters_before_the_cursor_move_nothing(open)
  local wide = '/* 😀 名前 e\u{301} 👩‍👩‍👧 */ '
  local body = shop.body:gsub('return fmt', function() return wide .. 'return fmt' end)
  local editor = open(shop.files('\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n'), 'team.go')
  editor:keys('/err != nil<CR>o' .. wide .. 'return fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == 'orf("read settings: %w", err)' end)
  editor:accept(shop.team(body))
end

-- A revision of Neovim looked for ever for the end of what a suggestion and
-- the line have in common where that was all of the line.
function tests.a_suggestion_may_begin_with_all_that_is_typed(open)
  local editor = open({ ['poem.lua'] = 'one\nthree\n' }, 'poem.lua', shop.saying({ '', 'two' }, 'price'))
  editor:keys('oprice')
  editor:wait('ghost text', function() return editor:ghost() == '\ntwo' end)
  editor:accept('one\nprice\ntwo\nthree\n')
end

return tests
