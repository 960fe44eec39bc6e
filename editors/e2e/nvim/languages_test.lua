-- Ghost text is not for Go alone.
local tests = {}

local function repeated(text, names)
  return table.concat(vim.tbl_map(function(name) return (text:gsub('NAME', name)) end, names))
end

function tests.python(open)
  local loader = [[


def load_NAME(path: str) -> dict:
    with open(path, encoding="utf-8") as file:
        return json.load(file)
]]
  local editor = open({
    ['pyproject.toml'] = '[project]\nname = "shop"\n',
    ['settings.py'] = 'import json\n' .. repeated(loader, { 'user', 'host', 'site' }),
    ['team.py'] = 'import json\n\n\ndef load_team(path: str) -> dict:\n',
  }, 'team.py')
  editor:keys('Gowith open(pa')
  editor:wait('ghost text', function() return editor:ghost() == 'th, encoding="utf-8") as file:\n        return json.load(file)' end)
  editor:accept('import json\n' .. repeated(loader, { 'team' }))
end

function tests.typescript(open)
  local loader = [[
export async function loadNAME(path: string): Promise<Settings> {
	const text = await readFile(path, "utf8");
	return JSON.parse(text) as Settings;
}
]]
  local editor = open({
    ['package.json'] = '{ "name": "shop" }\n',
    ['settings.ts'] = repeated(loader, { 'User', 'Host', 'Site' }),
    ['team.ts'] = (repeated(loader, { 'Team' }):gsub('\t[^\n]*text[^\n]*utf8[^\n]*\n', '')),
  }, 'team.ts')
  editor:keys('oconst text = aw')
  editor:wait('ghost text', function() return editor:ghost() == 'ait readFile(path, "utf8");' end)
  editor:accept(repeated(loader, { 'Team' }))
end

return tests
