-- The changes that a replica may not have heard yet, as number and change one after the other: those after the position that it has noted, and after one that it says. Nothing when there are too many, or
-- when the engine has lost what the replica has heard.
-- KEYS: replicas, positions, changes, counters. ARGV: replica, the change up to which it has heard, most
local newest = tonumber(redis.call('HGET', KEYS[4], 'change') or '0')
local heard = tonumber(ARGV[2])
local first = math.max(tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0'), heard) + 1
if heard > newest or newest - first >= tonumber(ARGV[3]) then
    return false
end
local found = {}
for number = first, newest do
    local text = string.format('%d', number)
    found[#found + 1] = text
    found[#found + 1] = redis.call('HGET', KEYS[3], text) or ''
end
return found
