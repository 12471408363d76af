-- Withdraws the tickets of a session.
-- ARGV: session
local of_session = redis.call('ZRANGEBYLEX', BY_SESSION, '[' .. ARGV[1] .. ' ', '(' .. ARGV[1] .. '!')
for _, member in ipairs(of_session) do
    remove(string.sub(member, -64))
end
return #of_session
