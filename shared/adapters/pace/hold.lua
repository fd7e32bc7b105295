-- Let no call be made for a while. KEYS: pace. ARGV: ms.
local time = redis.call('TIME')
local till = time[1] * 1000 + time[2] / 1000 + ARGV[1]
local held = tonumber(redis.call('HGET', KEYS[1], 'held_until') or '0')
if till > held then redis.call('HSET', KEYS[1], 'held_until', string.format('%.3f', till)) end
redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[1])) + 600000)
return 1
