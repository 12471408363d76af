-- Adds an event at the next position. Beyond what is kept the oldest go, a piece at a time.
local function keep_event(events, counters, text, capacity, most_bytes)
    local newest = redis.call('HINCRBY', counters, 'event', 1)
    redis.call('HSET', events, string.format('%.0f', newest), text)
    local bytes = redis.call('HINCRBY', counters, 'event-bytes', string.format('%.0f', #text))
    local oldest = tonumber(redis.call('HGET', counters, 'event-oldest') or '1')
    local first = oldest
    while oldest < newest and oldest < first + 100 and (newest - oldest >= capacity or bytes > most_bytes) do
        local position = string.format('%.0f', oldest)
        local gone = redis.call('HGET', events, position) or ''
        redis.call('HDEL', events, position)
        bytes = redis.call('HINCRBY', counters, 'event-bytes', string.format('%.0f', -#gone))
        oldest = oldest + 1
    end
    if oldest > first then
        redis.call('HSET', counters, 'event-oldest', string.format('%.0f', oldest))
    end
end
