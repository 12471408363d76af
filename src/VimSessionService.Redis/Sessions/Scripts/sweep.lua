-- Ends what is over, and looks again later at what was active meanwhile: whether there is more to look at, the order of the next session, and the ends.
-- ARGV: now, idle timeout, longest life, replica, reason, half, lifetime, after what time to look again at one whose call is in flight, most, utc, events that are kept or 0 for no
-- event, their bytes
local now, idle, life, again = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[8])
local keys = redis.call('ZRANGEBYSCORE', DUE, '-inf', integer(now - idle), 'LIMIT', 0, ARGV[9])
local ends = {}
for _, key in ipairs(keys) do
    local state = redis.call('HGET', STATES, key)
    if not state then
        redis.call('ZREM', DUE, key)
    else
        local calls, last, utc, began, marks = parse(state)
        marks = in_flight(marks)
        if marks == '' and is_over(tonumber(last), tonumber(began), now, idle, life) then
            ends[#ends + 1] = finish(ARGV[4], ARGV[5], key, state, now, tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[10], ARGV[11], ARGV[12])
        else
            local order = marks == '' and tonumber(last) or now
            if life > 0 then
                local over = tonumber(began) + life - idle
                if marks ~= '' then
                    over = math.max(over, now - idle + again)
                end
                order = math.min(order, over)
            end
            redis.call('ZADD', DUE, integer(order), key)
        end
    end
end
local first = redis.call('ZRANGE', DUE, 0, 0, 'WITHSCORES')
return { #keys == tonumber(ARGV[9]) and 1 or 0, first[2] or '', ends }
