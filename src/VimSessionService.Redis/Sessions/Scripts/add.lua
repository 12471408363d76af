-- Adds a session, if there is a place.
-- ARGV: key, now, utc, owner, administrator, cap, reserved, cap of a user, order, replica, document, hashes of tokens…
local key, now, owner = ARGV[1], ARGV[2], ARGV[4]
if redis.call('HEXISTS', DOCUMENTS, key) == 1 then
    return 'taken'
end
local cap, reserved, cap_of_user = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
if cap > 0 and redis.call('HLEN', DOCUMENTS) >= cap - reserved then
    return 'full'
end
if ARGV[5] == '0' and cap_of_user > 0 and tonumber(redis.call('HGET', OWNERS, owner) or '0') >= cap_of_user then
    return 'full'
end

local number = integer(redis.call('HINCRBY', COUNTERS, 'login', 1))
local hashes = {}
for i = 12, #ARGV do
    hashes[#hashes + 1] = ARGV[i]
    redis.call('HSETNX', TOKENS, ARGV[i], key)
end
local document = #hashes .. table.concat(hashes) .. owner .. '\n' .. number .. '\n' .. ARGV[11]
local state = '0 ' .. now .. ' ' .. ARGV[3] .. ' ' .. now .. ' '
redis.call('HSET', DOCUMENTS, key, document)
redis.call('HSET', STATES, key, state)
redis.call('ZADD', DUE, ARGV[9], key)
redis.call('HINCRBY', OWNERS, owner, 1)
return { note(ARGV[10], 'C', key, state, document), document, state }
