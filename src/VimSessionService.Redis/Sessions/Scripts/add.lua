-- Adds a session, if there is a place, and the event of its begin: the number of the change, that of the login, and how many of the tokens no other session has.
-- ARGV: name, now, utc, owner, administrator, cap, reserved, cap of a user, order, replica, record, events that are kept or 0 for no event, their bytes, state,
-- form of documents, hashes of tokens…
local key, owner = ARGV[1], ARGV[4]
local cap, reserved, cap_of_user = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
if cap > 0 and redis.call('HLEN', DOCUMENTS) >= cap - reserved then
    return 'full'
end
if ARGV[5] == '0' and cap_of_user > 0 and tonumber(redis.call('HGET', OWNERS, owner) or '0') >= cap_of_user then
    return 'full'
end

local number = integer(redis.call('HINCRBY', COUNTERS, 'login', 1))
local document = (#ARGV - 15) .. table.concat(ARGV, '', 16) .. owner .. '\n' .. number .. '\n' .. ARGV[11]
if redis.call('HSETNX', DOCUMENTS, key, document) == 0 then
    return 'taken'
end
local own = 0
for i = 16, #ARGV do
    if ARGV[15] ~= '1' then
        own = own + redis.call('HSETNX', TOKENS, string.sub(ARGV[i], 1, SHORT), key)
    elseif not name_of_token(ARGV[i]) then
        own = own + redis.call('HSET', TOKENS, ARGV[i], key)
    end
end
local state = ARGV[14]
redis.call('HSET', STATES, key, state)
redis.call('ZADD', DUE, ARGV[9], key)
redis.call('HINCRBY', OWNERS, owner, 1)
if tonumber(ARGV[12]) > 0 then
    keep_event(EVENTS, COUNTERS, 'B ' .. ARGV[3] .. ' ' .. key .. '\n' .. ARGV[11], tonumber(ARGV[12]), tonumber(ARGV[13]))
end
return { note(ARGV[10], 'C', key, state, document, true), number, own }
