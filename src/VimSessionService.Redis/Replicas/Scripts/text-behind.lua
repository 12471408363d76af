-- How many live replicas follow a text and have not taken a version of it yet.
-- KEYS: text, replicas, counters. ARGV: version
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local behind = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    local replica = string.match(field, '^taken (%w+)$')
    local lease = replica and redis.call('ZSCORE', KEYS[2], replica)
    if lease and tonumber(lease) > now and tonumber(redis.call('HGET', KEYS[1], field)) < tonumber(ARGV[1]) then
        behind = behind + 1
    end
end
return behind
