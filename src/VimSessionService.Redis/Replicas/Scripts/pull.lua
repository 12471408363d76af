-- Notes up to which change a replica has told, and reads the next: the newest, up to which they were dropped, and the changes.
-- KEYS: replicas, positions, changes, counters. ARGV: replica, position, most, whether somebody may wait for the position
local position = tonumber(ARGV[2])
local newest = tonumber(redis.call('HGET', KEYS[4], 'change') or '0')
local dropped = tonumber(redis.call('HGET', KEYS[4], 'dropped') or '0')
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then
    redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
    if ARGV[4] == '1' and redis.call('ZCARD', KEYS[1]) > 1 then
        redis.call('PUBLISH', KEYS[4], 'told ' .. ARGV[1] .. ' ' .. ARGV[2])
    end
end
redis.call('HDEL', KEYS[4], 'changed', 'later') -- what is noted from here on needs another hint
local found = {}
if position >= dropped then
    for number = position + 1, math.min(newest, position + tonumber(ARGV[3])) do
        found[#found + 1] = redis.call('HGET', KEYS[3], string.format('%.0f', number)) or ''
    end
end
return { string.format('%.0f', newest), string.format('%.0f', dropped), found }
