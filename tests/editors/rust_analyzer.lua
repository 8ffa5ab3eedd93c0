-- Drives rust-analyzer as an editor does: opens FILE with the settings in OPTIONS (JSON), saves
-- it, then saves it again with the text of FIXED, and writes what was shown after each save to
-- OUT. For Neovim 0.7 and later.
local shown, notices, is_quiet, checks = {}, {}, false, 0

local capabilities = vim.lsp.protocol.make_client_capabilities()
capabilities.experimental = { serverStatusNotification = true }
capabilities.window = capabilities.window or {}
capabilities.window.workDoneProgress = true

local client = vim.lsp.start_client({
  cmd = { vim.env.RUST_ANALYZER },
  root_dir = vim.fn.getcwd(),
  init_options = vim.fn.json_decode(vim.env.OPTIONS),
  capabilities = capabilities,
  handlers = {
    ["textDocument/publishDiagnostics"] = function(_, result)
      shown[vim.uri_to_fname(result.uri)] = result.diagnostics
    end,
    ["experimental/serverStatus"] = function(_, result)
      is_quiet = result.quiescent
      if result.message then table.insert(notices, result.message) end
    end,
    ["$/progress"] = function(_, result)
      if tostring(result.token):find("flycheck") and result.value.kind == "end" then
        checks = checks + 1
      end
    end,
  },
})

-- Ends as soon as the condition holds.
local function await(condition)
  return vim.wait(tonumber(vim.env.PATIENCE), condition, 20)
end

-- The compiler's diagnostics, a list of {file, source, code} for each file.
local function compilers()
  local all = {}
  for file, diagnostics in pairs(shown) do
    for _, diagnostic in ipairs(diagnostics) do
      if diagnostic.source == "rustc" or diagnostic.source == "clippy" then
        table.insert(all, { file, diagnostic.source, diagnostic.code or "" })
      end
    end
  end
  return all
end

-- Saves the buffer, and returns what is shown once the check has ended and `condition` holds.
local function save(condition)
  local before = checks
  vim.cmd("silent write!")
  local is_checked = await(function() return checks > before end)
  await(condition)
  return { checked = is_checked, diagnostics = compilers() }
end

vim.cmd("silent edit " .. vim.fn.fnameescape(vim.env.FILE))
vim.lsp.buf_attach_client(0, client)
local result = { quiet = await(function() return is_quiet end) }
result.at_first = compilers()
result.broken = save(function() return #compilers() > 0 end)
vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.fn.readfile(vim.env.FIXED))
result.fixed = save(function() return #compilers() == 0 end)
result.notices = notices
vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.OUT)
vim.cmd("qa!")
