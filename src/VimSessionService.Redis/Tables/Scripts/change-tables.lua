-- Changes items of the tables, and adds the events of the change, unless the tables are not of the version that the change is of.
-- KEYS: tables, replicas, changes, counters, events.
-- ARGV: replica, version before, version after, form of the items, events that are kept, their bytes, number of events, events…, then field and value of each item; an empty value removes it
if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[2] then
    return {}
end
local parts = {}
local first = 8 + tonumber(ARGV[7])
for i = first, #ARGV, 2 do
    if ARGV[i + 1] == '' then
        redis.call('HDEL', KEYS[1], ARGV[i])
    else
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
    parts[#parts + 1] = #ARGV[i] .. ' ' .. #ARGV[i + 1] .. '\n' .. ARGV[i] .. ARGV[i + 1]
end
redis.call('HSET', KEYS[1], 'version', ARGV[3])
redis.call('HSETNX', KEYS[1], 'form', ARGV[4])

for i = 8, first - 1 do
    keep_event(KEYS[5], KEYS[4], ARGV[i], tonumber(ARGV[5]), tonumber(ARGV[6]))
end

local number = string.format('%.0f', redis.call('HINCRBY', KEYS[4], 'change', 1))
redis.call('HSET', KEYS[3], number, 'T ' .. ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3] .. '\n' .. table.concat(parts))
local others = {}
if redis.call('ZCARD', KEYS[2]) > 1 then
    redis.call('PUBLISH', KEYS[4], 'changed')
    local time = redis.call('TIME')
    local now = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
    for _, replica in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. now, '+inf')) do
        if replica ~= ARGV[1] then
            others[#others + 1] = replica
        end
    end
end
return { number, others }
