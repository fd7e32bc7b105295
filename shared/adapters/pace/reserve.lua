-- Take one call of the limits, or say how long none may be made. KEYS: pace.
-- ARGV: ms_per_request, ms that the tokens take, burst_ms, longest_ms.
-- Returns {1, wait_ms} or, with nothing taken, {0, wait_ms}.
local pace = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local used = redis.call('HMGET', pace, 'requests_until', 'tokens_until', 'held_until')

local requests = math.max(now, tonumber(used[1] or '0')) + ARGV[1]
local tokens = math.max(now, tonumber(used[2] or '0')) + ARGV[2]
local free_at = math.max(requests - ARGV[3], tokens - ARGV[3], tonumber(used[3] or '0'))
local wait = math.max(0, math.ceil(free_at - now))
if wait > tonumber(ARGV[4]) then return {0, wait} end

redis.call('HSET', pace, 'requests_until', string.format('%.3f', requests),
  'tokens_until', string.format('%.3f', tokens))
redis.call('PEXPIRE', pace, math.ceil(math.max(requests, tokens) - now) + 600000)
return {1, wait}
