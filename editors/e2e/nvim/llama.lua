-- A real llama-server with a model that chats and says one thing and nothing
-- else.
local Llama = {}
Llama.__index = Llama

local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h:h')

local function free_port()
  local probe = assert(vim.uv.new_tcp())
  probe:bind('127.0.0.1', 0)
  local port = probe:getsockname().port
  probe:close()
  return port
end

--- Starts it, and waits until the model is loaded.
function Llama.start(said)
  local command = assert(vim.env.FIMBLE_LLAMA_SERVER, 'FIMBLE_LLAMA_SERVER must name .ci/llama-server')
  local model, port = vim.fn.tempname() .. '.gguf', free_port()
  local go = { 'go', 'run', './completion/model/modeltest/writegguf', model, '-' }
  local written = vim.system(go, { cwd = root, stdin = said, text = true }):wait()
  assert(written.code == 0, written.stderr)
  local log = ''
  local function note(_, text) log = log .. (text or '') end
  -- With a process group of its own, as the server is a child of the command.
  local process = vim.system({ command, model, tostring(port) }, { detach = true, stdout = false, stderr = note })
  local llama = setmetatable({ process = process, url = 'http://127.0.0.1:' .. port }, Llama)
  local up = vim.wait(60000, function() return log:find('listening', 1, true) end, 20)
  if not up then llama:stop() end
  assert(up, 'llama-server does not start: ' .. log)
  return llama
end

--- The options of a user whose actions ask it.
function Llama:options() return ('[models.mine]\nbackend = "chat"\nurl = "%s"\n[use]\naction = "mine"\n'):format(self.url) end

function Llama:stop()
  vim.uv.kill(-self.process.pid, 'sigterm')
  self.process:wait(10000)
end

return Llama
