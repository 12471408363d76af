-- Begins a call in the session of a token: nothing, or the name of one that may be over, or name, state, document and, if it has made something, the version of that.
-- It is written for few steps, as calls wait for it: what seldom matters is left to enter-idle.lua.
-- ARGV: hash of the token, ' now utc' as states have it, the moments since which a session must have been used and must have begun or '' for ever, mark and a blank, a stamp for a state without one or '' for none,
-- and of each call that has ended before what leave_calls takes
local key = redis.call('HGET', TOKENS, string.sub(ARGV[1], 1, 30)) or redis.call('HGET', TOKENS, ARGV[1])
local state = key and redis.call('HGET', STATES, key)
local is_left = false
if ARGV[7] then
    state, is_left = leave_calls(7, key, state)
end
if not state then
    return false
end
local calls, last, rest, began, marks, stamp = string.match(state, '^(%d+) (%-?%d+) [%d=]+() (%-?%d+) ()([~!]?)')
if not is_before(ARGV[3], last) or (ARGV[4] ~= '' and not is_before(ARGV[4], began)) then
    if is_left then
        redis.call('HSET', STATES, key, state)
    end
    return { key }
end
local objects = redis.call('HGET', OBJECT_VERSIONS, key) or nil
if stamp == '' and ARGV[6] ~= '' then
    state = string.sub(state, 1, marks - 1) .. (objects and '!' or '~') .. ARGV[6] .. ' ' .. string.sub(state, marks)
end
state = calls + 1 .. ARGV[2] .. string.sub(state, rest) .. ARGV[5]
redis.call('HSET', STATES, key, state)
return { key, state, redis.call('HGET', DOCUMENTS, key), objects }
