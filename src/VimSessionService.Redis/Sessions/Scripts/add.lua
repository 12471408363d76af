-- Adds a session, if there is a place, and the event of its begin: the number of the change.
-- ARGV: name, now, utc, owner, administrator, cap, reserved, cap of a user, order, replica, record, events that are kept or 0 for no event, their bytes, utc as states have it,
-- form of documents, hashes of tokens…
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
for i = 16, #ARGV do
    hashes[#hashes + 1] = ARGV[i]
    if not name_of_token(ARGV[i]) then
        redis.call('HSET', TOKENS, ARGV[15] == '1' and ARGV[i] or string.sub(ARGV[i], 1, SHORT), key)
    end
end
local document = #hashes .. table.concat(hashes) .. owner .. '\n' .. number .. '\n' .. ARGV[11]
local state = '0 ' .. now .. ' ' .. ARGV[14] .. ' ' .. now .. ' '
redis.call('HSET', DOCUMENTS, key, document)
redis.call('HSET', STATES, key, state)
redis.call('ZADD', DUE, ARGV[9], key)
redis.call('HINCRBY', OWNERS, owner, 1)
if tonumber(ARGV[12]) > 0 then
    keep_event(EVENTS, COUNTERS, 'B ' .. ARGV[3] .. ' ' .. key .. '\n' .. ARGV[11], tonumber(ARGV[12]), tonumber(ARGV[13]))
end
return { note(ARGV[10], 'C', key, state, document) }
