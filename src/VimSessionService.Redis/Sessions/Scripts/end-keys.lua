-- The further keys of the scripts that end sessions: those of the tickets, unless tickets are kept elsewhere.
local TICKETS, DEADLINES, BY_OWNER, COUNTS, BY_SESSION = (unpack or table.unpack)(KEYS, 14)
