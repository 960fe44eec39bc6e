-- A Neovim as a user has it on the screen of a terminal, which is that of tmux.
local Editor = require('editor')
local Screen = {}
Screen.__index = Screen

--- Starts Neovim in a folder on a file, with nothing but a set-up and options of
--- the user's, in a terminal of 80 columns and 24 lines.
function Screen.open(setup, dir, file, options)
  local home, env = Editor.home(setup, options)
  local screen = setmetatable({ dir = dir, socket = home .. '/tmux' }, Screen)
  local command = { 'env', 'VIMRUNTIME=' .. vim.env.VIMRUNTIME, 'COLORTERM=truecolor' }
  for name, value in pairs(env) do -- tmux itself would keep its own PATH
    table.insert(command, name .. '=' .. value)
  end
  screen:tmux(
    '-f',
    '/dev/null',
    'new-session',
    '-d',
    '-x',
    '80',
    '-y',
    '24',
    '-c',
    dir,
    '--',
    unpack(vim.list_extend(command, { vim.v.progpath, file }))
  )
  screen.pid = tonumber(screen:tmux('display-message', '-p', '#{pid}'))
  return screen
end

--- Runs a command of tmux and gives what it prints.
function Screen:tmux(...)
  local result = vim.system({ 'tmux', '-S', self.socket, ... }, { text = true, env = { LC_ALL = 'C.UTF-8' } }):wait(10000)
  assert(result.code == 0, ('tmux %s: %s'):format(table.concat({ ... }, ' '), result.stderr))
  return result.stdout
end

--- Types a text, as it is.
function Screen:type(text) self:tmux('send-keys', '-l', text) end

--- Presses keys by their names in tmux: Enter, Tab, M-Right.
function Screen:press(...) self:tmux('send-keys', ...) end

--- The lines on the screen.
function Screen:text() return self:tmux('capture-pane', '-p') end

-- The colours of ghost text: Neovim's own, which the tildes below the text have,
-- too, and the one of 256 that the plugin gives.
local colours = { ['38;2;79;82;88'] = true, ['38;5;242'] = true }

--- The ghost text on the screen, or nil: what has the colour of it.
function Screen:ghost()
  local out, ghost = '', false
  for escape, text in ('\27[m' .. self:tmux('capture-pane', '-p', '-e', '-N')):gmatch('\27%[([%d;]*)m([^\27]*)') do
    if not vim.startswith(escape, '48;') then ghost = colours[escape] end
    out = out .. (ghost and text or text:gsub('[^\n]', ''))
  end
  local lines = vim.tbl_filter(function(line) return not line:find('^~? *$') end, vim.split(out, '\n'))
  return #lines > 0 and table.concat(lines, '\n'):gsub(' +%f[\n%z]', '') or nil
end

--- Waits until done() holds, at most twenty seconds.
function Screen:wait(what, done)
  if not vim.wait(20000, done, 50) then error(('no sign of %s; the screen is\n%s'):format(what, self:text()), 2) end
end

--- Waits until a text stands on the screen.
function Screen:shows(text)
  self:wait(('%q'):format(text), function() return self:text():find(text, 1, true) end)
end

--- Ends the terminal, and what runs in it.
function Screen:close()
  self:tmux('kill-server')
  Editor.gone(self.pid)
end

Screen.file = Editor.file

return Screen
