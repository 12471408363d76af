-- Replaces a text that replicas share: its version.
-- KEYS: text, replicas, counters. ARGV: replica, text
local version = string.format('%.0f', redis.call('HINCRBY', KEYS[1], 'version', 1))
redis.call('HSET', KEYS[1], 'text', ARGV[2], 'taken ' .. ARGV[1], version)
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    local other = string.match(field, '^taken (%w+)$')
    if other and not redis.call('ZSCORE', KEYS[2], other) then
        redis.call('HDEL', KEYS[1], field)
    end
end
redis.call('PUBLISH', KEYS[3], 'text')
return version
