-- The keys of the scripts of calls. There are few, as each of them costs something in every call.
local TOKENS, STATES, DOCUMENTS, OBJECT_VERSIONS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
