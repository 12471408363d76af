-- Begins a call in the session of a token that has not been used for long, but may have a call in flight: what enter.lua returns.
-- ARGV: hash of the token, now, utc as states have it, idle timeout, longest life, mark
local key = name_of_token(ARGV[1])
local state = key and redis.call('HGET', STATES, key)
if not state then
    return false
end
local calls, last, utc, began, marks = parse(state)
if is_over(tonumber(last), tonumber(began), tonumber(ARGV[2]), tonumber(ARGV[4]), tonumber(ARGV[5])) then
    marks = in_flight(marks)
    if marks == '' then
        return { key }
    end
end
state = integer(tonumber(calls) + 1) .. ' ' .. ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. began .. ' ' .. marks .. ARGV[6] .. ' '
redis.call('HSET', STATES, key, state)
return { key, state, redis.call('HGET', DOCUMENTS, key), redis.call('HGET', OBJECT_VERSIONS, key) or nil }
