-- Runs all tests beside it. With FIMBLE naming the built binary:
--   nvim --headless --clean -l run.lua
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
package.path = here .. '/?.lua;' .. package.path
local Editor, Screen = require('editor'), require('screen')

local passed, failed = 0, 0

-- run makes a test tell. It gets a function that opens an editor and one that
-- opens it on the screen of a terminal. Their user may have written something
-- before the set-up.
local function run(name, test, setup)
  local editor, screen
  local ok, message = xpcall(function()
    local function prepared(before) return (before or '') .. '\n' .. Editor.setups[setup] end
    test(function(files, file, options, before)
      editor = Editor.open(prepared(before), Editor.project(files), file, options)
      return editor
    end, function(files, file, options, before)
      screen = Screen.open(prepared(before), Editor.project(files), file, options)
      return screen
    end)
    assert(not editor or editor:complaints() == '', editor and editor:complaints())
  end, debug.traceback)
  if editor then editor:close() end
  if screen then screen:close() end
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  io.write(ok and 'ok ' or 'FAIL ', setup, ': ', (name:gsub('_', ' ')), ok and '' or '\n' .. message, '\n')
end

-- What Neovim can do by itself must go well with the plugin, too.
for _, file in ipairs(vim.fn.sort(vim.fn.glob(here .. '/*_test.lua', true, true))) do
  local tests, name = dofile(file), vim.fs.basename(file):gsub('_test%.lua$', '')
  local setups = vim.startswith(name, 'plugin') and { 'plugin' } or { 'plain', 'plugin' }
  for _, setup in ipairs(setups) do
    for _, test in ipairs(vim.fn.sort(vim.tbl_keys(tests))) do
      run(name .. ': ' .. test, tests[test], setup)
    end
  end
end
io.write(('%d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and passed > 0 and 0 or 1)
