-- Adds the events that a replica posted and that are not there yet: a replica that has not heard the answer sends them again.
-- KEYS: events, counters, senders, replicas. ARGV: replica, number of the first among those of the replica, events that are kept, their bytes, events…
local last = tonumber(redis.call('HGET', KEYS[3], ARGV[1]) or '0')
local number = tonumber(ARGV[2])
for i = 5, #ARGV do
    if number > last then
        keep_event(KEYS[1], KEYS[2], ARGV[i], tonumber(ARGV[3]), tonumber(ARGV[4]))
        last = number
    end
    number = number + 1
end
redis.call('HSET', KEYS[3], ARGV[1], string.format('%.0f', last))

-- Each start of a replica is another sender. Those that have gone are forgotten when there are many.
if redis.call('HLEN', KEYS[3]) > 1000 then
    for _, sender in ipairs(redis.call('HKEYS', KEYS[3])) do
        if not redis.call('ZSCORE', KEYS[4], sender) then
            redis.call('HDEL', KEYS[3], sender)
        end
    end
end
if redis.call('ZCARD', KEYS[4]) > 1 then
    redis.call('PUBLISH', KEYS[2], 'event')
end
return 1
