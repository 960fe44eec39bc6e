-- A Go project that says the same thing often enough to be sure of it, and a
-- file of it that is about to say it again.
local shop = {}

local head = 'package shop\n\nimport (\n\t"fmt"\n\t"os"\n)\n'

local function loader(name, body) return ('\nfunc %s(path string) error {\n%s}\n'):format(name, body) end

--- What every function of the project does.
shop.body = [[
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	return parse(data)
]]

--- The text of team.go, whose only function does that.
function shop.team(body) return head .. loader('loadTeam', body) end

--- The files of the project.
function shop.files(body)
  local settings = head
  for _, name in ipairs({ 'loadUser', 'loadHost', 'loadSite' }) do
    settings = settings .. loader(name, shop.body)
  end
  return { ['go.mod'] = 'module shop\n\ngo 1.26\n', ['settings.go'] = settings, ['team.go'] = shop.team(body) }
end

--- The options of a user whose model says this behind that.
function shop.saying(lines, before)
  local tape = vim.fn.tempname() .. '.replay'
  vim.fn.writefile({ 'before: ' .. before, '> ' .. table.remove(lines, 1) }, tape)
  vim.fn.writefile(vim.tbl_map(function(line) return '| ' .. line end, lines), tape, 'a')
  return ('[models.tape]\nbackend = "replay"\nurl = "%s"\n[use]\ninline = "tape"\n'):format(tape)
end

--- The options of a user whose model chats, and says this to a question that
--- ends so.
function shop.talking(ending, answer)
  local function quoted(text) return (('%q'):format(text):gsub('\\\n', '\\n')) end
  local tape = vim.fn.tempname() .. '.replay'
  vim.fn.writefile({ 'before: ' .. quoted(ending), quoted(answer) }, tape)
  return ('[models.tape]\nbackend = "replay"\nfamily = "chat"\nurl = "%s"\n[use]\ninvoked = "tape"\n'):format(tape)
end

--- The options of a user whose model answers with this code to what a comment
--- says.
function shop.commented(sentence, code)
  return shop.talking(sentence .. '\nThis is for the place where the comment says so.\n', 'Sure!\n<CODE>\n' .. code .. '</CODE>\n')
end

return shop
