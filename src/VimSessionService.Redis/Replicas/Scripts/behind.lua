-- The live replicas but one that have not told a change yet.
-- KEYS: replicas, positions. ARGV: replica, number of the change
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local behind = {}
for _, replica in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf')) do
    if replica ~= ARGV[1] and tonumber(redis.call('HGET', KEYS[2], replica) or '0') < tonumber(ARGV[2]) then
        behind[#behind + 1] = replica
    end
end
return behind
