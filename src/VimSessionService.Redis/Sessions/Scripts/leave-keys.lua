-- The key of the script that ends calls.
local STATES = KEYS[1]
