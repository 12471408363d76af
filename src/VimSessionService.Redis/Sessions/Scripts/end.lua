-- Ends a session for a reason, or because it is over: nothing, or what is told of the end.
-- ARGV: key, reason or '' for one that must be over, reason of those that are over, now, idle timeout, longest life, replica, half, lifetime, utc, events that are kept or 0 for no event, their bytes
local state = redis.call('HGET', STATES, ARGV[1])
if not state then
    return false
end
local calls, last, utc, began, marks = parse(state)
local now = tonumber(ARGV[4])
local reason = ARGV[2]
if is_over(tonumber(last), tonumber(began), now, tonumber(ARGV[5]), tonumber(ARGV[6])) and in_flight(marks) == '' then
    reason = ARGV[3]
elseif reason == '' then
    return false
end
return finish(ARGV[7], reason, ARGV[1], state, now, tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10], ARGV[11], ARGV[12])
