-- The keys of the scripts of tickets.
local TICKETS, DEADLINES, BY_OWNER, COUNTS, BY_SESSION = (unpack or table.unpack)(KEYS)
