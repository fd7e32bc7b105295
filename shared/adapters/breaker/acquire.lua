-- May this call pass? KEYS: circuit, leases of probes.
-- ARGV: token, probes, probe_lease_ms, probe_wait_ms.
-- Returns {1, epoch, is_probe} or {0, wait_ms, 0}.
local circuit, leases = KEYS[1], KEYS[2]
local token, probes = ARGV[1], tonumber(ARGV[2])
local lease, wait = tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local state = redis.call('HGET', circuit, 'state') or 'closed'
local epoch = tonumber(redis.call('HGET', circuit, 'epoch') or '0')
if state == 'closed' then return {1, epoch, 0} end

if state == 'open' then
  local open_until = tonumber(redis.call('HGET', circuit, 'open_until') or '0')
  if now < open_until then return {0, open_until - now, 0} end
  redis.call('HSET', circuit, 'state', 'half_open', 'successes', 0)
  redis.call('DEL', leases)
end

redis.call('ZREMRANGEBYSCORE', leases, '-inf', now) -- probes that died
if redis.call('ZCARD', leases) >= probes then return {0, wait, 0} end
redis.call('ZADD', leases, now + lease, token)
redis.call('PEXPIRE', leases, lease)
return {1, epoch, 1}
