-- Has a session been without a call since a moment: its new state, or nothing without the session.
-- ARGV: name and key, the moment, its time of day, idle timeout, longest life
local name = name_of(ARGV[1])
local state = redis.call('HGET', STATES, name)
if not state then
    return false
end
local calls, _, _, began, marks = parse(state)
state = calls .. ' ' .. ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. began .. ' ' .. marks
redis.call('HSET', STATES, name, state)
local order, life = tonumber(ARGV[2]), tonumber(ARGV[5])
if life > 0 then
    order = math.min(order, tonumber(began) + life - tonumber(ARGV[4]))
end
redis.call('ZADD', DUE, integer(order), name)
return { state, integer(order) }
