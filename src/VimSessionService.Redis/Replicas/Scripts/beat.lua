-- Renews the lease of a replica: seconds and microseconds of the engine's clock, whether the replica was known, the number of the newest change, and the newest form of documents
-- that all replicas read.
-- KEYS: replicas, positions, changes, counters. ARGV: replica, lease and grace in microseconds, most changes that are kept, newest form that the replica reads
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local newest = tonumber(redis.call('HGET', KEYS[4], 'change') or '0')
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - tonumber(ARGV[3])))) do
    if gone ~= ARGV[1] then
        redis.call('ZREM', KEYS[1], gone)
        redis.call('HDEL', KEYS[2], gone, gone .. ' form')
    end
end
redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
if not known then
    redis.call('HSET', KEYS[2], ARGV[1], string.format('%.0f', newest), ARGV[1] .. ' form', ARGV[5])
end

-- What every replica has read is dropped, a piece at a time; so is what a slow one has not, beyond the most.
local kept = tonumber(redis.call('HGET', KEYS[4], 'dropped') or '0')
local read = newest
local form = tonumber(ARGV[5])
for _, replica in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    form = math.min(form, tonumber(redis.call('HGET', KEYS[2], replica .. ' form') or '1'))
    read = math.min(read, tonumber(redis.call('HGET', KEYS[2], replica) or '0'))
end
read = math.min(math.max(read, newest - tonumber(ARGV[4])), kept + 5000)
if read > kept then
    for number = kept + 1, read do
        redis.call('HDEL', KEYS[3], string.format('%.0f', number))
    end
    redis.call('HSET', KEYS[4], 'dropped', string.format('%.0f', read))
end
return { time[1], time[2], known and 1 or 0, string.format('%.0f', newest), form }
