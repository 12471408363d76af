-- A session by its key: nothing, or the key alone of one that may be over, or key, state, document and the version of
-- what the session has made.
-- ARGV: key, now, idle timeout, longest life
local state = redis.call('HGET', STATES, ARGV[1])
if not state then
    return false
end
local calls, last, utc, began, marks = parse(state)
if is_over(tonumber(last), tonumber(began), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])) and in_flight(marks) == '' then
    return { ARGV[1] }
end
return { ARGV[1], state, redis.call('HGET', DOCUMENTS, ARGV[1]), redis.call('HGET', OBJECT_VERSIONS, ARGV[1]) or '0' }
