-- One document of what a session has made: its version, a blank and its content, or nothing.
-- ARGV: name and key of the session, name of the document
return redis.call('HGET', OBJECTS, name_of(ARGV[1]) .. ' ' .. ARGV[2])
