-- What the scripts share that begin, change and end sessions.

-- Hints at a change. While all replicas that a hint must wake have one and have not looked since, there is no other: the field has the replica whose hint woke the others, or a star when two have.
local function hint(origin, message)
    local hinted = redis.call('HGET', COUNTERS, message)
    if hinted ~= '*' and hinted ~= origin then
        redis.call('HSET', COUNTERS, message, hinted and '*' or origin)
        redis.call('PUBLISH', COUNTERS, message .. ' ' .. origin)
    end
end

-- Notes a change for the other replicas, and returns its number and whether there are none. One that is no hurry is read with the next, or a little later.
local function note(origin, kind, key, state, document, is_no_hurry)
    local number = integer(redis.call('HINCRBY', COUNTERS, 'change', 1))
    redis.call('HSET', CHANGES, number, kind .. ' ' .. origin .. ' ' .. key .. ' ' .. state .. '\n' .. document)
    local is_alone = redis.call('ZCARD', REPLICAS) < 2
    if not is_alone then
        hint(origin, is_no_hurry and 'later' or 'changed')
    end
    return number, is_alone
end

-- The documents of what a session has made, as "key name" in the order of their names.
local function objects_of(key)
    return redis.call('ZRANGEBYLEX', OBJECT_NAMES, '[' .. key .. ' ', '(' .. key .. '!')
end
