-- The grant of a ticket that is good.
-- ARGV: hash, now
local ticket = redis.call('HGET', TICKETS, ARGV[1])
if not ticket then
    return false
end
local deadline, owner, session, number, grant = parse_ticket(ticket)
return tonumber(deadline) > tonumber(ARGV[2]) and grant
