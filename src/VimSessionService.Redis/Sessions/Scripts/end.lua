-- Ends a session for a reason, or because it is over: nothing, or what is told of the end.
-- ARGV: name and key, reason or '' for one that must be over, reason of those that are over, now, idle timeout, longest life, replica, half, lifetime, utc, events that are kept or 0 for no event, their bytes,
-- a further event of an end for that reason or ''
local name, key = string.match(ARGV[1], '^(%S+) (%S+)$')
name = name or ARGV[1]
local state = redis.call('HGET', STATES, name)
if not state and key then
    name = key
    state = redis.call('HGET', STATES, name)
end
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
local told = finish(ARGV[7], reason, name, state, now, tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10], ARGV[11], ARGV[12])
if ARGV[13] ~= '' and reason == ARGV[2] then
    keep_event(EVENTS, COUNTERS, ARGV[13], tonumber(ARGV[11]), tonumber(ARGV[12]))
end
return told
