-- One document of what a session has made: its version, a blank and its content, or nothing.
-- ARGV: key of the session, name
return redis.call('HGET', OBJECTS, ARGV[1] .. ' ' .. ARGV[2])
