-- What the scripts share that end sessions.

local LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

-- The key of the session that is named so: a name of 22 letters is a UUID as Base64 for URLs.
local function key_of(name)
    if #name ~= 22 then
        return string.sub(name, 1, 1) == '=' and string.sub(name, 2) or name
    end
    local rest, bits, digits = 0, 0, {}
    for i = 1, #name do
        local letter = string.find(LETTERS, string.sub(name, i, i), 1, true)
        if not letter then
            return name
        end
        rest, bits = rest * 64 + letter - 1, bits + 6
        while bits >= 4 and #digits < 32 do
            bits = bits - 4
            local digit = math.floor(rest / 2 ^ bits)
            rest = rest - digit * 2 ^ bits
            digits[#digits + 1] = string.format('%x', digit)
        end
    end
    local key = string.gsub(table.concat(digits), '^(........)(....)(....)(....)(.*)$', '%1-%2-%3-%4-%5')
    return key
end

-- A key as tickets name it: escaped as in a URL.
local function escaped(key)
    local text = string.gsub(key, '[^%w%-%._~]', function(letter) return string.format('%%%02X', string.byte(letter)) end)
    return text
end

-- The live replicas but one.
local function others(replica, is_alone)
    local found = {}
    if not is_alone then
        for _, other in ipairs(redis.call('ZRANGEBYSCORE', REPLICAS, '(' .. integer(engine_time()), '+inf')) do
            if other ~= replica then
                found[#found + 1] = other
            end
        end
    end
    return found
end

-- Takes a session out with its tickets, notes its end, and adds the event of it. The reason is a number. Returns what is told of it.
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
    local end_of_owner = string.find(document, '\n', 2 + 32 * tokens, true)
    local owner = string.sub(document, 2 + 32 * tokens, end_of_owner - 1)
    if redis.call('HINCRBY', OWNERS, owner, -1) <= 0 then
        redis.call('HDEL', OWNERS, owner)
    end
    if not string.find(state, '~', 1, true) and redis.call('HDEL', OBJECT_VERSIONS, key) == 1 then
        for _, field in ipairs(objects_of(key)) do
            redis.call('HDEL', OBJECTS, field)
            redis.call('ZREM', OBJECT_NAMES, field)
        end
    end
    if BY_SESSION and redis.call('ZCARD', BY_SESSION) > 0 then
        withdraw_tickets(escaped(key_of(key)))
    end
    redis.call('HDEL', DOCUMENTS, key)
    redis.call('HDEL', STATES, key)
    redis.call('ZREM', DUE, key)
    if tonumber(capacity) > 0 then
        local record = string.sub(document, string.find(document, '\n', end_of_owner + 1, true) + 1)
        keep_event(EVENTS, COUNTERS, 'E ' .. utc .. ' ' .. key .. ' ' .. calls .. '\n' .. record, tonumber(capacity), tonumber(most_bytes))
    end
    local number, is_alone = note(origin, 'E' .. reason, key, state, document)
    return { key, reason, state, document, number, others(origin, is_alone) }
end
