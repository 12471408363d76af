-- The states of sessions, and how they are found.

-- Numbers are exact up to 2^53; tostring would round them, and %.0f takes several times as long.
local function integer(number)
    return string.format('%d', number)
end

-- The name of the session of a key, which is given as "name key", or as the key alone where that is the name. Sessions of the first form are named by their keys.
local function name_of(either)
    local name, key = string.match(either, '^(%S+) (%S+)$')
    if not name then
        return either
    end
    return redis.call('HEXISTS', STATES, name) == 1 and name or key
end

-- By how many bytes of its hash a token is found. 30 bytes and what they are kept with are 32. Tokens of the first form are found by the whole hash.
local SHORT = 30

-- The name of the session of a token.
local function name_of_token(hash)
    return redis.call('HGET', TOKENS, string.sub(hash, 1, SHORT)) or redis.call('HGET', TOKENS, hash)
end

-- The time of the engine in microseconds, by which leases are measured.
local function engine_time()
    local time = redis.call('TIME')
    return tonumber(time[1]) * 1000000 + tonumber(time[2])
end

-- The marks of replicas that live. A replica without a lease has died, and its calls with it.
local function in_flight(marks)
    if marks == '' then
        return marks
    end
    local now = engine_time()
    local live, kept = {}, {}
    for mark, replica in string.gmatch(marks, '((%w+)%.%d+ )') do
        if live[replica] == nil then
            local lease = redis.call('ZSCORE', REPLICAS, replica)
            live[replica] = lease and tonumber(lease) > now or false
        end
        if live[replica] then
            kept[#kept + 1] = mark
        end
    end
    return table.concat(kept)
end

-- Whether a session without a call in flight has ended by itself.
local function is_over(last, began, now, idle, life)
    return now - last >= idle or (life > 0 and now - began >= life)
end
