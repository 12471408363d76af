-- Begins a call in a session whose document the replica has, if it has not changed since and the session cannot be over: nothing, or the state, or the state and the version of what the session has made.
-- KEYS: states, and the versions of what sessions have made if this one has made something
-- ARGV: name, ' now utc' as states have it, the moments since which a session must have been used and must have begun or '' for ever, mark and a blank, the stamp between two blanks, and of each call that
-- has ended before what leave_calls takes
local name = ARGV[1]
local state = redis.call('HGET', STATES, name)
local is_left = false
if ARGV[7] then
    state, is_left = leave_calls(7, name, state)
end
if not state then
    return false
end
if string.find(state, ARGV[6], 1, true) then
    local calls, last, rest = string.match(state, '^(%d+) (%-?%d+) [%d=]+()')
    if is_before(ARGV[3], last) and (ARGV[4] == '' or is_before(ARGV[4], string.match(state, '%-?%d+', rest))) then
        state = calls + 1 .. ARGV[2] .. string.sub(state, rest) .. ARGV[5]
        redis.call('HSET', STATES, name, state)
        if KEYS[2] then
            return { state, redis.call('HGET', KEYS[2], name) or '0' }
        end
        return state
    end
end
if is_left then
    redis.call('HSET', STATES, name, state)
end
return false
