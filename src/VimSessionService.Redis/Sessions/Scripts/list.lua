-- Every session: name, state and document, one after the other. Those that are over and have no call in flight are left out.
-- ARGV: now, idle timeout, longest life
local now, idle, life = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local states = redis.call('HGETALL', STATES)
local found = {}
for i = 1, #states, 2 do
    local calls, last, utc, began, marks = parse(states[i + 1])
    if not is_over(tonumber(last), tonumber(began), now, idle, life) or in_flight(marks) ~= '' then
        found[#found + 1] = states[i]
        found[#found + 1] = states[i + 1]
        found[#found + 1] = redis.call('HGET', DOCUMENTS, states[i])
    end
end
return found
