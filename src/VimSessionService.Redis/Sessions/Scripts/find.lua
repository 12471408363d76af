-- A session by its key: nothing, or the name alone of one that may be over, or name, state, document and the version of
-- what the session has made.
-- ARGV: name and key, now, idle timeout, longest life
local name = name_of(ARGV[1])
local state = redis.call('HGET', STATES, name)
if not state then
    return false
end
local calls, last, utc, began, marks = parse(state)
if is_over(tonumber(last), tonumber(began), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])) and in_flight(marks) == '' then
    return { name }
end
return { name, state, redis.call('HGET', DOCUMENTS, name), redis.call('HGET', OBJECT_VERSIONS, name) or '0' }
