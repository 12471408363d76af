-- Remembers what may be used once: 'new', or 'again' when it was seen, or 'full' when it may have been: it is no newer than what was forgotten of its owner.
-- KEYS: seen, deadlines, owners, counts, forgotten. ARGV: hash, now, until, owner, capacity, share, of how many owners it is kept separately what was forgotten
local SEEN, DEADLINES, BY_OWNER, COUNTS, FORGOTTEN = (unpack or table.unpack)(KEYS)
local hash, now, last, owner = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]

-- What stands for all owners, whose names have no blank.
local ANY = ' any'

local function integer(number)
    return string.format('%.0f', number)
end

-- The place of an entry among those of its owner: the one that ends first is first.
local function place(of, deadline, entry)
    return of .. ' ' .. string.format('%016.0f', deadline) .. ' ' .. entry
end

-- Removes an entry, and returns when it would have ended.
local function remove(entry)
    local deadline, of = string.match(redis.call('HGET', SEEN, entry) or '', '^(%d+) (%S+)$')
    redis.call('ZREM', DEADLINES, entry)
    if not deadline then
        return 0
    end
    redis.call('HDEL', SEEN, entry)
    redis.call('ZREM', BY_OWNER, place(of, tonumber(deadline), entry))
    if tonumber(redis.call('ZINCRBY', COUNTS, -1, of)) <= 0 then
        redis.call('ZREM', COUNTS, of)
    end
    return tonumber(deadline)
end

local function forget(of, deadline)
    local known = redis.call('ZSCORE', FORGOTTEN, of)
    if known and tonumber(known) > deadline then
        return
    end
    redis.call('ZADD', FORGOTTEN, integer(deadline), of)
    if redis.call('ZCARD', FORGOTTEN) > tonumber(ARGV[7]) then
        local latest = redis.call('ZRANGE', FORGOTTEN, -1, -1, 'WITHSCORES')
        redis.call('ZREMRANGEBYRANK', FORGOTTEN, 0, -1)
        redis.call('ZADD', FORGOTTEN, latest[2], ANY)
    end
end

for _, ended in ipairs(redis.call('ZRANGEBYSCORE', DEADLINES, '-inf', '(' .. integer(now), 'LIMIT', 0, 100)) do
    remove(ended)
end
redis.call('ZREMRANGEBYSCORE', FORGOTTEN, '-inf', '(' .. integer(now))
if redis.call('HEXISTS', SEEN, hash) == 1 then
    local deadline = string.match(redis.call('HGET', SEEN, hash), '^%d+')
    if tonumber(deadline) >= now then
        return 'again'
    end
    remove(hash)
end
for _, of in ipairs({ ANY, owner }) do
    local forgotten = redis.call('ZSCORE', FORGOTTEN, of)
    if forgotten and last <= tonumber(forgotten) then
        return 'full'
    end
end

-- An owner with a full share loses the own entry that ends first; when all places are taken, the owner with most does.
local own = tonumber(redis.call('ZSCORE', COUNTS, owner) or '0')
local loser
if own >= tonumber(ARGV[6]) then
    loser = owner
elseif redis.call('HLEN', SEEN) >= tonumber(ARGV[5]) then
    local largest = redis.call('ZRANGE', COUNTS, -1, -1, 'WITHSCORES')
    loser = own >= tonumber(largest[2]) and owner or largest[1]
end
if loser then
    local first = redis.call('ZRANGEBYLEX', BY_OWNER, '[' .. loser .. ' ', '(' .. loser .. '!', 'LIMIT', 0, 1)[1]
    local deadline = tonumber(string.sub(first, #loser + 2, #loser + 17))
    if loser == owner and last <= deadline then
        return 'full'
    end
    forget(loser, remove(string.sub(first, -64)))
end
redis.call('HSET', SEEN, hash, integer(last) .. ' ' .. owner)
redis.call('ZADD', DEADLINES, integer(last), hash)
redis.call('ZADD', BY_OWNER, 0, place(owner, last, hash))
redis.call('ZINCRBY', COUNTS, 1, owner)
return 'new'
