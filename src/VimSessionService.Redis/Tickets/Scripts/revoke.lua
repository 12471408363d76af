-- Withdraws the tickets of a session, without its end.
-- ARGV: session
return withdraw_tickets(ARGV[1])
