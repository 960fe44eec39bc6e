-- Taking a suggestion in parts, and going through several.
local shop = require('shop')

local without = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n'
local rest = 'orf("read settings: %w", err)'

local function begin(open, before)
  local editor = open(shop.files(without), 'team.go', nil, before)
  editor:keys('/err != nil<CR>oreturn fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == rest end)
  return editor
end

-- press hits a key that takes a part. The rest must be there with it, not with
-- the next answer.
local function press(editor, key, line, ghost)
  editor:keys(key)
  editor:wait('the part', function() return editor:call('nvim_get_current_line') == line end)
  assert(editor:ghost() == ghost, ('the ghost is %q, not %q'):format(editor:ghost() or '', ghost))
end

local tests = {}

function tests.a_word_at_a_time_leaves_the_rest_in_sight(open)
  local editor = begin(open)
  press(editor, '<M-Right>', '\t\treturn fmt.Errorf', '("read settings: %w", err)')
  press(editor, '<M-Right>', '\t\treturn fmt.Errorf("', 'read settings: %w", err)')
  local before = editor:call('nvim_get_var', 'answers')
  press(editor, '<M-Right>', '\t\treturn fmt.Errorf("read', ' settings: %w", err)')
  assert(editor:screen() == editor.shown(shop.team(shop.body)), editor:screen())
  editor:wait('an answer', function() return editor:call('nvim_get_var', 'answers') > before end)
  assert(editor:ghost() == ' settings: %w", err)', 'the server suggests something else')
  editor:accept(shop.team(shop.body))
end

function tests.a_line_at_a_time_goes_through_a_block(open)
  local editor =
    open(shop.files(''), 'team.go', shop.saying({ ' != nil {', '\t\treturn fmt.Errorf("read settings: %w", err)', '\t}' }, 'if err'))
  editor:keys('/func loadTeam<CR>oif err')
  editor:wait('ghost text', function() return (editor:ghost() or ''):find('^ != nil') end)
  press(editor, '<M-C-Right>', '\tif err != nil {', '\n\t\treturn fmt.Errorf("read settings: %w", err)\n\t}')
  press(editor, '<M-C-Right>', '\t\treturn fmt.Errorf("read settings: %w", err)', '\n\t}')
  editor:keys('<M-C-Right>')
  local block = '\tif err != nil {\n\t\treturn fmt.Errorf("read settings: %w", err)\n\t}\n'
  editor:wait('the block', function() return editor:text() == shop.team(block) end)
end

-- Neovim alone leaves what was typed behind what it inserts.
function tests.what_was_typed_since_the_answer_stands_there_once(open)
  local editor = begin(open)
  editor:keys('orf<Tab>')
  editor:wait('the accepted text', function() return editor:text() == shop.team(shop.body) end)
end

function tests.the_rest_of_a_part_is_taken_at_once(open)
  local editor = begin(open)
  editor:keys('<M-Right><M-Right><Tab>')
  editor:wait('the accepted text', function() return editor:text() == shop.team(shop.body) end)
end

function tests.a_closer_that_the_suggestion_replaces_is_replaced_later_too(open)
  local text = '"read", wrap(err, 1)) // here'
  local editor = open(shop.files('\tif err != nil {\n\t}\n'), 'team.go', shop.saying({ text }, 'Errorf('))
  editor:keys('/err != nil<CR>oreturn fmt.Errorf()<Left>')
  editor:wait('ghost text', function() return editor:ghost() == text end)
  editor:keys('"re<M-Right>')
  editor:wait('a word', function() return editor:call('nvim_get_current_line') == '\t\treturn fmt.Errorf("read)' end)
  editor:keys('<Tab>')
  editor:wait('the rest', function() return editor:call('nvim_get_current_line') == '\t\treturn fmt.Errorf(' .. text end)
end

function tests.what_contradicts_is_not_taken(open)
  local editor = begin(open)
  editor:keys('_<Tab>')
  editor:wait('a tab', function() return editor:call('nvim_get_current_line') == '\t\treturn fmt.Err_\t' end)
end

-- Between two keys there is no answer, as Neovim asks when the user rests. Here
-- there is none at all.
function tests.what_a_key_contradicts_is_gone_with_it(open)
  local editor = begin(open)
  editor:lua([[vim.lsp.get_clients({ name = 'fimble' })[1].request = function() return false end]])
  local line = '\t\treturn fmt.Err'
  local function hit(key, ghost)
    line = line .. key
    editor:keys(key)
    editor:wait('the key', function() return editor:call('nvim_get_current_line') == line end)
    assert(editor:ghost() == ghost, ('behind %q stands %q'):format(line, editor:ghost() or ''))
  end
  hit('o', rest:sub(2))
  hit('r', rest:sub(3))
  for _, key in ipairs({ '_', 'f', '(', '"' }) do
    hit(key, nil)
  end
end

function tests.what_is_typed_out_leaves_the_key_as_it_was(open)
  local editor = begin(open)
  editor:keys(rest .. '<Tab>')
  editor:wait('a tab', function() return editor:call('nvim_get_current_line') == '\t\treturn fmt.Err' .. rest .. '\t' end)
end

function tests.alternatives_are_asked_for_and_taken(open)
  local editor = begin(open)
  editor:keys('<M-]>')
  editor:wait('another', function() return (editor:ghost() or ''):find(' %(2/%d%)$') end)
  editor:keys('<M-[>')
  editor:wait('the first', function() return (editor:ghost() or ''):find(rest .. ' (1/', 1, true) == 1 end)
  editor:keys('<M-]>')
  editor:wait('another', function() return (editor:ghost() or ''):find(' %(2/%d%)$') end)
  local second = editor:ghost():gsub(' %(.*', '')
  assert(second ~= rest, 'both are the same')
  editor:keys('<Tab>')
  editor:wait('it', function() return editor:call('nvim_get_current_line') == '\t\treturn fmt.Err' .. second end)
end

function tests.a_key_does_what_it_did_where_nothing_is_suggested(open)
  local editor = open(
    { ['poem.txt'] = 'roses\n' },
    'poem.txt',
    nil,
    [[
    vim.keymap.set('i', '<M-]>', 'mine')
    vim.g.fimble_keys = { accept_word = '<C-f>', prev = false }
  ]]
  )
  editor:keys('o<Tab>x<M-]>')
  editor:wait('the line', function() return editor:call('nvim_get_current_line') == '\txmine' end)
  local function desc(key) return editor:lua('return vim.fn.maparg(..., "i", false, true).desc', key) end
  assert(desc('<C-f>') == 'Fimble: Take a word of the suggestion', vim.inspect(desc('<C-f>')))
  assert(desc('<M-[>') == vim.NIL and desc('<M-Right>') == vim.NIL)
  assert(desc('<Plug>(fimble-prev)') == 'Fimble: Show the suggestion before')
end

return tests
