-- Sets a field if it has the value that was read, and returns what it holds then.
-- KEYS: the hash. ARGV: field, value that was read or '' for none, new value
local held = redis.call('HGET', KEYS[1], ARGV[1])
if (held or '') ~= ARGV[2] then
    return held
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return ARGV[3]
