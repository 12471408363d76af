-- What the scripts share that begin, change and end sessions.

-- The live replicas but one.
local function others(replica)
    local found = {}
    if redis.call('ZCARD', REPLICAS) > 1 then
        for _, other in ipairs(redis.call('ZRANGEBYSCORE', REPLICAS, '(' .. integer(engine_time()), '+inf')) do
            if other ~= replica then
                found[#found + 1] = other
            end
        end
    end
    return found
end

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

-- Takes a session out, notes its end, and adds the event of it. The reason is a number. Returns what is told of it.
local function finish(origin, reason, key, state, now, half, lifetime, utc, capacity, most_bytes)
    local calls, _, _, began = parse(state)
    local document = redis.call('HGET', DOCUMENTS, key)
    local tokens = tonumber(string.sub(document, 1, 1))
    local is_remembered = now - tonumber(began) >= half
    for i = 0, tokens - 1 do
        local hash = string.sub(document, 2 + 32 * i, 33 + 32 * i)
        for _, field in ipairs({ string.sub(hash, 1, SHORT), hash }) do
            if redis.call('HGET', TOKENS, field) == key then
                redis.call('HDEL', TOKENS, field)
                break
            end
        end
        if is_remembered then
            redis.call('ZADD', ENDED, integer(now + lifetime), hash)
        end
    end
    if is_remembered then
        redis.call('ZREMRANGEBYSCORE', ENDED, '-inf', integer(now))
        redis.call('ZREMRANGEBYRANK', ENDED, 0, -10001)
    end
    local owner = string.match(document, '^[^\n]*', 2 + 32 * tokens)
    if redis.call('HINCRBY', OWNERS, owner, -1) <= 0 then
        redis.call('HDEL', OWNERS, owner)
    end
    if redis.call('HDEL', OBJECT_VERSIONS, key) == 1 then
        for _, field in ipairs(objects_of(key)) do
            redis.call('HDEL', OBJECTS, field)
            redis.call('ZREM', OBJECT_NAMES, field)
        end
    end
    redis.call('HDEL', DOCUMENTS, key)
    redis.call('HDEL', STATES, key)
    redis.call('ZREM', DUE, key)
    if tonumber(capacity) > 0 then
        local record = string.match(document, '^[^\n]*\n[^\n]*\n(.*)$', 2 + 32 * tokens)
        keep_event(EVENTS, COUNTERS, 'E ' .. utc .. ' ' .. key .. ' ' .. calls .. '\n' .. record, tonumber(capacity), tonumber(most_bytes))
    end
    local number = note(origin, 'E' .. reason, key, state, document)
    return { key, reason, state, document, number, others(origin) }
end
