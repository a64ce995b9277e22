-- Does in Neovim what $STEPS names, one after the other, as somebody who edits README.md; each may leave what it saw in `seen`, which is
-- written to $SEEN as JSON.

local seen, steps = {}, {}

-- Milliseconds after which what is waited for will not come.
local PATIENCE = 60000

local function wait(for_what, is_there)
  assert(vim.wait(PATIENCE, is_there, 10), "waited in vain for " .. for_what)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

-- Does `change` and waits until it shows in the buffer.
local function changes(for_what, change)
  local before = text()
  change()
  wait(for_what, function() return text() ~= before end)
end

-- Puts the cursor on the first place of `word`.
local function go_to(word)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search("\\V" .. word, "cW") > 0, "there is no " .. word)
end

function steps.diagnostics()
  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  seen.diagnostics = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    table.insert(seen.diagnostics, { rule = found.code, line = found.lnum + 1, column = found.col })
  end
end

function steps.preferred_fix()
  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  local found = vim.diagnostic.get(0)[1]
  vim.fn.cursor(found.lnum + 1, found.col + 1)
  changes("the fix", function()
    vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
  end)
end

function steps.format()
  changes("the format", function() vim.lsp.buf.format({ timeout_ms = PATIENCE }) end)
end

function steps.rename()
  go_to("## Desk lamps")
  vim.fn.cursor(0, 4)
  changes("the new name", function() vim.lsp.buf.rename("Lamps for desks") end)
end

function steps.lens()
  wait("a lens", function() return #vim.lsp.codelens.get(0) > 0 end)
  seen.lenses = vim.tbl_map(function(lens) return lens.command.title end, vim.lsp.codelens.get(0))
  vim.fn.cursor(vim.lsp.codelens.get(0)[1].range.start.line + 1, 1)
  vim.lsp.codelens.run()
  wait("the places", function() return #vim.fn.getqflist() > 0 end)
  seen.places = vim.tbl_map(function(item)
    return { file = vim.fs.basename(vim.api.nvim_buf_get_name(item.bufnr)), line = item.lnum, text = item.text }
  end, vim.fn.getqflist())
end

function steps.save()
  vim.cmd("silent write")
end

-- Writes every buffer that was changed.
function steps.write()
  vim.cmd("silent wall")
end

local is_done, problem = pcall(function()
  wait("the server", function() return #vim.lsp.get_clients({ bufnr = 0, name = "curate" }) == 1 end)
  for step in vim.gsplit(vim.env.STEPS, " ") do
    steps[step]()
  end
  vim.fn.writefile({ vim.json.encode(seen) }, vim.env.SEEN)
end)
if not is_done then
  io.stderr:write(tostring(problem) .. "\n" .. vim.fn.execute("messages") .. "\n")
  vim.cmd("cquit")
end
vim.cmd("qall!")
