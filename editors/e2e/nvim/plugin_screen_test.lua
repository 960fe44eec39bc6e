-- What a person sees who types in a terminal.
local shop = require('shop')

local without = '\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n'
local rest = 'orf("read settings: %w", err)'

-- served waits until a server has the file, as a person does who looks whether
-- all is well first.
local function served(screen)
  screen:wait('the server', function()
    screen:type(':Fimble')
    screen:press('Enter')
    return screen:text():find('\nFimble\n', 1, true)
  end)
end

-- begin types in an empty block until the suggestion for the rest of the line
-- is on the screen.
local function begin(terminal, before)
  local screen = terminal(shop.files(without), 'team.go', nil, before)
  served(screen)
  screen:type('/err != nil')
  screen:press('Enter')
  screen:type('o')
  screen:shows('-- INSERT --')
  screen:type('return fmt.Err')
  screen:wait('ghost text', function() return screen:ghost() == rest end)
  return screen
end

-- ghost waits until this alone is ghost text, or none is, and the line of the
-- cursor reads so.
local function ghost(screen, want, line)
  screen:wait(
    ('the ghost %s'):format(want),
    function() return screen:ghost() == want and screen:text():find('\n' .. (' '):rep(16) .. line .. '\n', 1, true) end
  )
end

-- normal leaves insert mode. A key that follows too soon would make of Escape
-- and itself another key.
local function normal(screen)
  screen:press('Escape')
  screen:wait('normal mode', function() return not screen:text():find('-- INSERT --', 1, true) end)
end

-- written saves the file, which must be this.
local function written(screen, name, text)
  screen:type(':w')
  screen:press('Enter')
  screen:shows('written')
  screen:wait('the saved file', function() return screen:file(name) == text end)
end

local tests = {}

function tests.ghost_text_is_taken_written_and_undone(_, terminal)
  local screen = begin(terminal)
  screen:press('Tab')
  ghost(screen, nil, 'return fmt.Err' .. rest)
  normal(screen)
  written(screen, 'team.go', shop.team(shop.body))
  screen:type('u')
  screen:shows('1 line less')
  written(screen, 'team.go', shop.team(without))
end

function tests.a_word_is_taken_and_the_rest_dismissed(_, terminal)
  local screen = begin(terminal)
  screen:press('M-Right')
  ghost(screen, rest:sub(4), 'return fmt.Err' .. rest)
  normal(screen)
  ghost(screen, nil, 'return fmt.Errorf')
  written(screen, 'team.go', shop.team((shop.body:gsub('Errorf[^\n]*', 'Errorf'))))
end

function tests.what_is_typed_instead_dismisses_it(_, terminal)
  local screen = begin(terminal)
  screen:type('_none')
  ghost(screen, nil, 'return fmt.Err_none')
end

-- Those of Neovim have no colour but true ones, and a scheme takes all away.
function tests.ghost_text_has_a_colour_without_true_colour(_, terminal)
  local screen = begin(terminal, 'vim.o.termguicolors = false')
  normal(screen)
  screen:type(':set background=light | colorscheme default')
  screen:press('Enter')
  screen:type('a')
  screen:wait('ghost text', function() return screen:ghost() == rest end)
end

function tests.the_command_tells_the_state_and_what_the_doctor_finds(_, terminal)
  local screen = begin(terminal)
  normal(screen)
  screen:type(':Fimble')
  screen:press('Enter')
  screen:shows('\nFimble local\n')
  screen:type(':Fimble doctor')
  screen:press('Enter')
  screen:shows('  path    editors that start "fimble" find it')
  screen:type('q')
  screen:wait('the file alone', function() return not screen:text():find('fimble://doctor', 1, true) end)
end

function tests.the_menu_does_what_a_comment_says(_, terminal)
  local before = '# fimble: add the tax\ndef total(net):\n    return net\n'
  local code = 'def total(net, tax):\n    return net * (1 + tax)\n'
  local screen = terminal({ ['cart.py'] = before }, 'cart.py', shop.commented('add the tax', code))
  served(screen)
  screen:type('gra')
  screen:shows('1: Fimble: Do what the comment says')
  screen:type('1')
  screen:press('Enter')
  screen:shows('Apply all changes?\nFimble: Do what the comment says\n[Y]es, (N)o:')
  screen:type('y')
  screen:shows('Press ENTER')
  screen:press('Enter')
  screen:shows(code)
  written(screen, 'cart.py', code)
  screen:type('u')
  screen:shows(before)
  written(screen, 'cart.py', before)
end

return tests
