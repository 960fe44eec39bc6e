-- Makes the help of the README beside it, and the tags by which :help finds it:
--   nvim --headless --clean -l editors/nvim/doc/help.lua
-- Gives the text instead where it is loaded by another script.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local width = 78

local function tag(text) return '*fimble-' .. text:lower():gsub('%A+', '-') .. '*' end

-- plain is a text without what only Markdown knows.
local function plain(text) return (text:gsub('%[([^%]]+)%]%([^)]*%)', '%1')) end

-- wrap breaks a text into lines, but no code: its backticks would be seen.
local function wrap(text, indent)
  local lines, line = {}, indent
  local function glued(code) return (code:gsub(' ', '\0')) end
  for word in plain(text):gsub('`[^`]*`', glued):gmatch('%S+') do
    word = word:gsub('%z', ' ')
    if #line > #indent and vim.fn.strdisplaywidth(line .. ' ' .. word) > width then
      table.insert(lines, line)
      line = indent
    end
    line = line .. (#line > #indent and ' ' or '') .. word
  end
  return table.concat(lines, '\n') .. (#lines > 0 and '\n' or '') .. line
end

-- right puts a tag at the end of a line.
local function right(text, label) return text .. (' '):rep(math.max(1, width - #text - #label)) .. label end

-- row is a line of a table: what it is about, and what that does.
local function row(line)
  local cells = vim.split(line:match('^| (.*) |$'):gsub('\\|', '|'), ' | ', { plain = true })
  local names = table.concat(vim.list_slice(cells, 1, #cells - 1), ' '):gsub('`', '')
  local label = names:match('^:Fimble ?%l*') or names:match('<Plug>%S*')
  label = '*' .. label:gsub(' ', '-') .. '*'
  return right(names, label) .. '\n' .. wrap(cells[#cells], '    ')
end

local function help()
  local out = { right('*fimble.txt*', 'Made from README.md by doc/help.lua') }
  local code = false
  for line in io.lines(here .. '/../README.md') do
    local language, heading = line:match('^```(%l*)'), line:match('^## (.*)')
    if language then
      code = not code
      table.insert(out, code and '>' .. language or '<')
    elseif code then
      table.insert(out, '    ' .. line)
    elseif heading then
      table.insert(out, ('='):rep(width) .. '\n' .. right(heading, tag(heading)))
    elseif line:find('^# ') then
      table.insert(out, '\n' .. right(line:sub(3), '*fimble*'))
    elseif line:find('^| [`<]') then
      table.insert(out, row(line))
    elseif not line:find('^|') then
      table.insert(out, line == '' and '' or wrap(line, ''))
    end
  end
  return table.concat(out, '\n') .. '\n\nvim:tw=78:ft=help:norl:\n'
end

if _G.arg and (arg[0] or ''):find('help%.lua$') then
  local file = assert(io.open(here .. '/fimble.txt', 'w'))
  file:write(help())
  file:close()
  vim.cmd.helptags(here)
end
return help
