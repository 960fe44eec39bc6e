-- Runs all tests beside it. With FIMBLE naming the built binary:
--   nvim --headless --clean -l run.lua
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
package.path = here .. '/?.lua;' .. package.path
local Editor = require('editor')

local passed, failed = 0, 0

-- run makes a test tell. It gets a function that opens an editor.
local function run(name, test)
  local editor
  local ok, message = xpcall(function()
    test(function(files, file, options)
      editor = Editor.open(Editor.project(files), file, options)
      return editor
    end)
    assert(editor:complaints() == '', editor:complaints())
  end, debug.traceback)
  if editor then editor:close() end
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  io.write(ok and 'ok ' or 'FAIL ', (name:gsub('_', ' ')), ok and '' or '\n' .. message, '\n')
end

for _, file in ipairs(vim.fn.sort(vim.fn.glob(here .. '/*_test.lua', true, true))) do
  local tests = dofile(file)
  for _, name in ipairs(vim.fn.sort(vim.tbl_keys(tests))) do
    run(vim.fs.basename(file):gsub('_test%.lua$', '') .. ': ' .. name, tests[name])
  end
end
io.write(('%d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and passed > 0 and 0 or 1)
