-- Ranges of one size, one behind the other, from places spread over a file of 690 MB.
local size = tonumber(os.getenv("SIZE"))
local at = 0
request = function()
  at = (at + 7919 * 65536) % (600 * 1024 * 1024)
  return wrk.format("GET", nil, { ["Range"] = "bytes=" .. at .. "-" .. (at + size - 1) })
end
