-- Notes which version of a text a replica has taken: nothing, or the version and the text if there is another one.
-- KEYS: text, replicas, counters. ARGV: replica, version
redis.call('HSET', KEYS[1], 'taken ' .. ARGV[1], ARGV[2])
local version = redis.call('HGET', KEYS[1], 'version') or ARGV[2]
if version == ARGV[2] then
    return {}
end
return { version, redis.call('HGET', KEYS[1], 'text') }
