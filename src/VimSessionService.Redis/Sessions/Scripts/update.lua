-- Replaces the document of a session if it is the one that was read: its new state and the number of the change, or 'changed', or nothing without the session.
-- ARGV: name and key, document that was read, new document, replica
local name = name_of(ARGV[1])
local document = redis.call('HGET', DOCUMENTS, name)
if not document then
    return false
end
if document ~= ARGV[2] then
    return 'changed'
end
redis.call('HSET', DOCUMENTS, name, ARGV[3])
local state = unstamped(redis.call('HGET', STATES, name))
redis.call('HSET', STATES, name, state)
return { note(ARGV[4], 'C', name, state, ARGV[3], true), state }
