-- The keys of the scripts of calls that look at others in flight.
local TOKENS, STATES, DOCUMENTS, OBJECT_VERSIONS, REPLICAS = (unpack or table.unpack)(KEYS)
