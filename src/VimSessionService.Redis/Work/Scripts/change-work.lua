-- Changes documents of tasks and of what changed of an inventory, and adds the events of the change, unless the documents are not of the version that the change is of.
-- KEYS: work, replicas, changes, counters, events.
-- ARGV: replica, version before, version after, number of that version, versions whose changes are kept, form of the documents, whether others are to tell that they know of it,
-- events that are kept, their bytes, number of events, events…, then name and text of each document; an empty text takes it away, an empty name all that do not last
if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[2] then
    return {}
end
local parts = { ARGV[2] .. ' ' .. ARGV[3] .. '\n' }
local first = 11 + tonumber(ARGV[10])
for i = first, #ARGV, 2 do
    if ARGV[i] == '' then
        for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
            if not string.match(field, '^[cd]/') then
                redis.call('HDEL', KEYS[1], field)
            end
        end
        parts = nil
        break
    elseif ARGV[i + 1] == '' then
        redis.call('HDEL', KEYS[1], ARGV[i])
    else
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
    parts[#parts + 1] = #ARGV[i] .. ' ' .. #ARGV[i + 1] .. '\n' .. ARGV[i] .. ARGV[i + 1]
end
redis.call('HSET', KEYS[1], 'version', ARGV[3])
redis.call('HSETNX', KEYS[1], 'form', ARGV[6])
local change = parts and table.concat(parts) or ''
if change ~= '' and #change <= 262144 then
    redis.call('HSET', KEYS[1], 'd/' .. ARGV[4], change)
end
redis.call('HDEL', KEYS[1], string.format('d/%.0f', tonumber(ARGV[4]) - tonumber(ARGV[5])))

for i = 11, first - 1 do
    keep_event(KEYS[5], KEYS[4], ARGV[i], tonumber(ARGV[8]), tonumber(ARGV[9]))
end

local number = string.format('%.0f', redis.call('HINCRBY', KEYS[4], 'change', 1))
redis.call('HSET', KEYS[3], number, 'W ' .. ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3] .. '\n' .. ARGV[7])
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
