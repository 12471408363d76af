-- Adds an event at the next position. Beyond what is kept the oldest go, a piece at a time.
local function keep_event(events, counters, text, capacity, most_bytes)
    local counts = redis.call('HMGET', counters, 'event', 'event-bytes', 'event-oldest')
    local newest = tonumber(counts[1] or '0') + 1
    local bytes = tonumber(counts[2] or '0') + #text
    local oldest = tonumber(counts[3] or '1')
    local first = oldest
    while oldest < newest and oldest < first + 100 and (newest - oldest >= capacity or bytes > most_bytes) do
        local position = string.format('%d', oldest)
        bytes = bytes - #(redis.call('HGET', events, position) or '')
        redis.call('HDEL', events, position)
        oldest = oldest + 1
    end
    local position = string.format('%d', newest)
    redis.call('HSET', events, position, text)
    redis.call('HSET', counters, 'event', position, 'event-bytes', string.format('%d', bytes), 'event-oldest', string.format('%d', oldest))
end
