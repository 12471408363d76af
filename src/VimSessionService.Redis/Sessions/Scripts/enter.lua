-- Begins a call in the session of a token: nothing, or the name of one that may be over, or name, state, document and the
-- version of what the session has made.
-- ARGV: hash of the token, now, utc as states have it, idle timeout, longest life, mark, and of each call that has ended before: the name of its session, now, utc as states have it, mark
leave_calls(7)
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
return { key, state, redis.call('HGET', DOCUMENTS, key), redis.call('HGET', OBJECT_VERSIONS, key) or '0' }
