-- Ends a ticket: whether it was good.
-- ARGV: hash, now
local ticket = redis.call('HGET', TICKETS, ARGV[1])
if not ticket then
    return 0
end
local deadline = parse_ticket(ticket)
remove_ticket(ARGV[1])
return tonumber(deadline) > tonumber(ARGV[2]) and 1 or 0
