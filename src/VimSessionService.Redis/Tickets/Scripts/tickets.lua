-- What the scripts share that read, end and withdraw tickets.

-- How many tickets were issued, beside the counts of owners, which have no blank in their names.
local ISSUED = ' issued'

-- A ticket is "deadline owner session number", a line break, and the grant.
local function parse_ticket(ticket)
    return string.match(ticket, '^(%-?%d+) (%S+) (%S+) (%d+)\n(.*)$')
end

-- The place of a ticket among those of its owner: the one that ends first is first, and of several the one that was issued first.
local function place(owner, deadline, number, hash)
    return owner .. ' ' .. string.format('%020.0f', tonumber(deadline)) .. string.format('%016.0f', tonumber(number)) .. ' ' .. hash
end

local function remove_ticket(hash)
    local ticket = redis.call('HGET', TICKETS, hash)
    redis.call('ZREM', DEADLINES, hash)
    if not ticket then
        return
    end
    local deadline, owner, session, number = parse_ticket(ticket)
    redis.call('HDEL', TICKETS, hash)
    redis.call('ZREM', BY_OWNER, place(owner, deadline, number, hash))
    redis.call('ZREM', BY_SESSION, session .. ' ' .. hash)
    if redis.call('HINCRBY', COUNTS, owner, -1) <= 0 then
        redis.call('HDEL', COUNTS, owner)
    end
end

-- Withdraws the tickets of a session, which is named as in tickets: how many there were.
local function withdraw_tickets(session)
    local of_session = redis.call('ZRANGEBYLEX', BY_SESSION, '[' .. session .. ' ', '(' .. session .. '!')
    for _, member in ipairs(of_session) do
        remove_ticket(string.sub(member, -64))
    end
    return #of_session
end
