-- Ghost text in Neovim on a project that nobody prepared. Run by
--   nvim --headless --clean -l ghost.lua
-- with FIMBLE naming the built binary.
package.path = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/?.lua;' .. package.path
local Editor = require('editor')

local function handled(name)
  return ([[

func %s(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read settings: %%w", err)
	}
	return parse(data)
}
]]):format(name)
end

local head = 'package shop\n\nimport (\n\t"fmt"\n\t"os"\n)\n'

-- A file that says the same thing often enough to be sure of it, and one that
-- is about to say it again.
local function shop()
  return Editor.project({
    ['go.mod'] = 'module shop\n\ngo 1.26\n',
    ['settings.go'] = head .. handled('loadUser') .. handled('loadHost') .. handled('loadSite'),
    ['team.go'] = head .. '\nfunc loadTeam(path string) error {\n\tdata, err := os.ReadFile(path)\n\tif err != nil {\n\t}\n\treturn parse(data)\n}\n',
  })
end

local wanted = head .. handled('loadTeam')
local begun = '/err != nil<CR>o' -- a new line in the block
local rest = 'orf("read settings: %w", err)'

-- begin types until the suggestion for the rest of the line is on the screen.
local function begin(editor)
  editor:keys(begun .. 'return fmt.Err')
  editor:wait('ghost text', function() return editor:ghost() == rest end)
end

local tests = {}

function tests.ghost_text_shows_and_tab_accepts_it(editor)
  begin(editor)
  editor:keys('<Tab>')
  editor:wait('the accepted text', function() return editor:text() == wanted end)
end

function tests.typing_what_is_shown_keeps_it(editor)
  begin(editor)
  editor:type('orf(')
  editor:wait('the shorter ghost', function() return editor:ghost() == rest:sub(5) end)
  editor:keys('<Tab>')
  editor:wait('the accepted text', function() return editor:text() == wanted end)
end

function tests.typing_something_else_takes_it_away(editor)
  begin(editor)
  editor:type('_none')
  editor:wait('no ghost', function() return editor:ghost() == nil end)
end

function tests.undo_takes_back_what_tab_brought(editor)
  local before = editor:text()
  begin(editor)
  editor:keys('<Tab>')
  editor:wait('the accepted text', function() return editor:text() == wanted end)
  editor:keys('<Esc>u')
  editor:wait('the text before', function() return editor:text() == before end)
end

function tests.the_server_ends_with_the_editor(editor)
  local pid = editor:server()
  assert(pid, 'fimble is no child of Neovim')
  pcall(editor.keys, editor, '<Esc>:qa!<CR>')
  Editor.gone(pid)
end

local passed, failed = 0, 0
for _, name in ipairs(vim.fn.sort(vim.tbl_keys(tests))) do
  local editor
  local ok, message = xpcall(function()
    editor = Editor.open(shop(), 'team.go')
    tests[name](editor)
    assert(editor:complaints() == '', editor:complaints())
  end, debug.traceback)
  if editor then editor:close() end
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  io.write(ok and 'ok ' or 'FAIL ', (name:gsub('_', ' ')), ok and '' or '\n' .. message, '\n')
end
io.write(('%d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and passed > 0 and 0 or 1)
