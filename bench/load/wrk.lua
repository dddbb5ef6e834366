-- wrk <url> -s wrk.lua -- <operation> <file of "key customer_id" lines> <word that makes the run's e-mail addresses its own>
-- Requests are put together before the run, apart from those that create, of which each is another one. The result is one line of JSON.
local gets, lists, creates, searches = {}, {}, {}, {}
local operation, word
local count = 0

local function get() return gets[count * 7 % #gets + 1] end
local function list() return lists[count * 7 % #lists + 1] end
local function search() return searches[count * 7 % #searches + 1] end
local function create()
  local body = '{"first_name":"Ada","last_name":"Example","company":"Example Studio","emails":[{"email":"' .. word .. '-' .. count ..
    '@example.com","is_primary":true}],"tags":["vip","new"],"lead_source":"website","locale":"en-US"}'
  return creates[count * 7 % #creates + 1] .. #body .. '\r\n\r\n' .. body
end
local operations = { get = get, list = list, create = create, search = search }
-- Of ten requests seven read, two list and one creates.
local mixture = { get, list, get, get, create, get, list, get, get, get }

function init(args)
  local sought
  operation, sought = args[1]:match('(%S+) ?(%S*)')
  word = args[3]
  local host = 'Host: ' .. wrk.host .. ':' .. wrk.port .. '\r\n'
  for line in io.lines(args[2]) do
    local key, id = line:match('(%S+) (%S+)')
    local common = ' HTTP/1.1\r\n' .. host .. 'Authorization: Bearer ' .. key .. '\r\n'
    gets[#gets + 1] = 'GET /v1/customers/' .. id .. common .. '\r\n'
    lists[#lists + 1] = 'GET /v1/customers?limit=25' .. common .. '\r\n'
    searches[#searches + 1] = 'GET /v1/customers?q=' .. sought .. common .. '\r\n'
    creates[#creates + 1] = 'POST /v1/customers' .. common .. 'Content-Type: application/json\r\nContent-Length: '
  end
end

function request()
  count = count + 1
  if operation == 'mixed' then return mixture[count % 10 + 1]() end
  return operations[operation]()
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%f,"refused":%d,"broken":%d,"p50Ms":%f,"p95Ms":%f,"p99Ms":%f}\n', summary.requests,
    summary.duration / 1e6, errors.status, errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
