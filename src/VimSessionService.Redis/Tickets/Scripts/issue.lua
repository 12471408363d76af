-- Issues a ticket. An owner with a full share loses the own ticket that ends first; when all places are taken, the owner with most does.
-- ARGV: hash, now, deadline, owner, session, grant, capacity, share
local hash, owner = ARGV[1], ARGV[4]
for _, due in ipairs(redis.call('ZRANGEBYSCORE', DEADLINES, '-inf', ARGV[2], 'LIMIT', 0, 100)) do
    remove_ticket(due)
end
local own = tonumber(redis.call('HGET', COUNTS, owner) or '0')
local loser
if own >= tonumber(ARGV[8]) then
    loser = owner
elseif redis.call('HLEN', TICKETS) >= tonumber(ARGV[7]) then
    local most = own
    loser = owner
    local counts = redis.call('HGETALL', COUNTS)
    for i = 1, #counts, 2 do
        if counts[i] ~= ISSUED and tonumber(counts[i + 1]) > most then
            loser, most = counts[i], tonumber(counts[i + 1])
        end
    end
end
if loser then
    local first = redis.call('ZRANGEBYLEX', BY_OWNER, '[' .. loser .. ' ', '(' .. loser .. '!', 'LIMIT', 0, 1)[1]
    if first then
        remove_ticket(string.sub(first, -64))
    end
end
local number = string.format('%.0f', redis.call('HINCRBY', COUNTS, ISSUED, 1))
redis.call('HSET', TICKETS, hash, ARGV[3] .. ' ' .. owner .. ' ' .. ARGV[5] .. ' ' .. number .. '\n' .. ARGV[6])
redis.call('ZADD', DEADLINES, ARGV[3], hash)
redis.call('ZADD', BY_OWNER, 0, place(owner, ARGV[3], number, hash))
redis.call('ZADD', BY_SESSION, 0, ARGV[5] .. ' ' .. hash)
redis.call('HINCRBY', COUNTS, owner, 1)
return 1
