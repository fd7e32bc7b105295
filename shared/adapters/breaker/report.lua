-- How a call ended. KEYS: circuit, leases of probes, window.
-- ARGV: token, epoch, is_probe, outcome, is_slow, window_s, min_calls, failure_rate, slow_rate,
--       open_ms, longest_open_ms, hopeless_ms, stretch (1 + jitter), successes_to_close, keep_s.
-- Returns the state afterwards.
local circuit, leases, window = KEYS[1], KEYS[2], KEYS[3]
local token, outcome, slow = ARGV[1], ARGV[4], ARGV[5] == '1'
local time = redis.call('TIME')
local second = tonumber(time[1])
local now = second * 1000 + math.floor(time[2] / 1000)

local state = redis.call('HGET', circuit, 'state') or 'closed'
local epoch = redis.call('HGET', circuit, 'epoch') or '0'
if epoch ~= ARGV[2] then return state end -- from before the circuit opened

local function open()
  local openings = redis.call('HINCRBY', circuit, 'openings', 1)
  local length = math.min(ARGV[10] * 2 ^ math.min(openings - 1, 30), ARGV[11])
  if outcome == 'hopeless' then length = tonumber(ARGV[12]) end
  redis.call('HINCRBY', circuit, 'epoch', 1)
  redis.call('HSET', circuit, 'state', 'open', 'open_until', math.floor(now + length * ARGV[13]))
  redis.call('EXPIRE', circuit, ARGV[15])
  redis.call('DEL', leases, window)
  return 'open'
end

if ARGV[3] == '1' then
  if redis.call('ZREM', leases, token) == 0 or outcome == 'ignored' then return state end
  if outcome ~= 'ok' or slow then return open() end
  local successes = redis.call('HINCRBY', circuit, 'successes', 1)
  if successes < tonumber(ARGV[14]) then return state end
  redis.call('HSET', circuit, 'state', 'closed', 'openings', 0)
  redis.call('DEL', leases, window)
  return 'closed'
end

if state ~= 'closed' or outcome == 'ignored' then return state end
if outcome == 'hopeless' then return open() end

local length = tonumber(ARGV[6])
local slot = second % length -- one for each second of the window
if redis.call('HGET', window, 'second' .. slot) ~= tostring(second) then
  redis.call('HSET', window,
    'second' .. slot, second, 'calls' .. slot, 0, 'failed' .. slot, 0, 'slow' .. slot, 0)
end
redis.call('HINCRBY', window, 'calls' .. slot, 1)
if outcome == 'failed' then redis.call('HINCRBY', window, 'failed' .. slot, 1) end
if slow then redis.call('HINCRBY', window, 'slow' .. slot, 1) end
redis.call('EXPIRE', window, length * 2)
if outcome == 'ok' and not slow then return 'closed' end

local calls, failures, slows = 0, 0, 0
for place = 0, length - 1 do
  local counts = redis.call('HMGET', window,
    'second' .. place, 'calls' .. place, 'failed' .. place, 'slow' .. place)
  if counts[1] and second - counts[1] < length then
    calls, failures, slows = calls + counts[2], failures + counts[3], slows + counts[4]
  end
end
local enough = calls >= tonumber(ARGV[7])
if enough and (failures >= calls * ARGV[8] or slows >= calls * ARGV[9]) then return open() end
return 'closed'
