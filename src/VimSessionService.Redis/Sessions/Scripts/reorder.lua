-- Looks at every session anew, after a change of the settings on which their order depends.
-- ARGV: idle timeout, longest life
local idle, life = tonumber(ARGV[1]), tonumber(ARGV[2])
local states = redis.call('HGETALL', STATES)
for i = 1, #states, 2 do
    local calls, last, utc, began = parse(states[i + 1])
    local order = tonumber(last)
    if life > 0 then
        order = math.min(order, tonumber(began) + life - idle)
    end
    redis.call('ZADD', DUE, integer(order), states[i])
end
return #states / 2
