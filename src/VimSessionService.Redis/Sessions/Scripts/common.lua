-- What the scripts share that begin, change and end sessions.

-- Notes a change for the other replicas, and returns its number.
local function note(origin, kind, key, state, document)
    local number = redis.call('HINCRBY', COUNTERS, 'change', 1)
    redis.call('HSET', CHANGES, integer(number), kind .. ' ' .. origin .. ' ' .. key .. ' ' .. state .. '\n' .. document)
    if redis.call('ZCARD', REPLICAS) > 1 then
        redis.call('PUBLISH', COUNTERS, 'changed ' .. origin)
    end
    return integer(number)
end

-- The documents of what a session has made, as "key name" in the order of their names.
local function objects_of(key)
    return redis.call('ZRANGEBYLEX', OBJECT_NAMES, '[' .. key .. ' ', '(' .. key .. '!')
end
