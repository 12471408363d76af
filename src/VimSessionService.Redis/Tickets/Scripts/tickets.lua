-- What the scripts of tickets share. It precedes each of them.
local TICKETS, DEADLINES, BY_OWNER, COUNTS, BY_SESSION = (unpack or table.unpack)(KEYS)

-- A ticket is "deadline owner session", a line break, and the grant. Its place among those of its owner is in the order of their deadlines.
local function parse(ticket)
    return string.match(ticket, '^(%-?%d+) (%S+) (%S+)\n(.*)$')
end

local function remove(hash)
    local ticket = redis.call('HGET', TICKETS, hash)
    redis.call('ZREM', DEADLINES, hash)
    if not ticket then
        return
    end
    local deadline, owner, session = parse(ticket)
    redis.call('HDEL', TICKETS, hash)
    redis.call('ZREM', BY_OWNER, owner .. ' ' .. string.format('%020.0f', tonumber(deadline)) .. ' ' .. hash)
    redis.call('ZREM', BY_SESSION, session .. ' ' .. hash)
    if redis.call('HINCRBY', COUNTS, owner, -1) <= 0 then
        redis.call('HDEL', COUNTS, owner)
    end
end
