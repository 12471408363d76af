-- The keys of the scripts of sessions.
local TOKENS, DOCUMENTS, STATES, DUE, OWNERS, ENDED, REPLICAS, CHANGES, COUNTERS, EVENTS, OBJECTS, OBJECT_NAMES, OBJECT_VERSIONS = (unpack or table.unpack)(KEYS)
