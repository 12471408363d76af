-- Has these tickets and no others.
-- ARGV: hash, deadline, owner, session and grant of each
for _, hash in ipairs(redis.call('HKEYS', TICKETS)) do
    remove_ticket(hash)
end
for i = 1, #ARGV, 5 do
    local hash, deadline, owner, session = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
    local number = string.format('%.0f', redis.call('HINCRBY', COUNTS, ISSUED, 1))
    redis.call('HSET', TICKETS, hash, deadline .. ' ' .. owner .. ' ' .. session .. ' ' .. number .. '\n' .. ARGV[i + 4])
    redis.call('ZADD', DEADLINES, deadline, hash)
    redis.call('ZADD', BY_OWNER, 0, place(owner, deadline, number, hash))
    redis.call('ZADD', BY_SESSION, 0, session .. ' ' .. hash)
    redis.call('HINCRBY', COUNTS, owner, 1)
end
return 1
