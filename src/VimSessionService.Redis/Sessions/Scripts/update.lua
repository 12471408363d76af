-- Replaces the document of a session if it is the one that was read: its new state and the number of the change, or 'changed', or nothing without the session.
-- ARGV: key, document that was read, new document, replica
local document = redis.call('HGET', DOCUMENTS, ARGV[1])
if not document then
    return false
end
if document ~= ARGV[2] then
    return 'changed'
end
redis.call('HSET', DOCUMENTS, ARGV[1], ARGV[3])
local state = redis.call('HGET', STATES, ARGV[1])
return { note(ARGV[4], 'C', ARGV[1], state, ARGV[3]), state }
