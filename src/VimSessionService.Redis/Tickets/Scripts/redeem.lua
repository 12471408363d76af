-- The grant of a ticket for a purpose, once.
-- ARGV: hash, now, purpose
local ticket = redis.call('HGET', TICKETS, ARGV[1])
if not ticket then
    return false
end
local deadline, owner, session, number, grant = parse_ticket(ticket)
if string.match(grant, '^[^\n]*\n[^\n]*\n([^\n]*)') ~= ARGV[3] then
    return false
end
remove_ticket(ARGV[1])
return tonumber(deadline) > tonumber(ARGV[2]) and grant
