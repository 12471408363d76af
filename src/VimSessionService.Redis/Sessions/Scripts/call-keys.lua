-- The keys of the scripts of calls. There are few, as each of them costs something in every call.
local TOKENS, STATES, DOCUMENTS, OBJECT_VERSIONS, REPLICAS = (unpack or table.unpack)(KEYS)
