-- Ends a call of which it is not known whether it began. It is no activity.
-- ARGV: hash of the token, mark
local key = name_of_token(ARGV[1])
local state = key and redis.call('HGET', STATES, key)
if not state then
    return 0
end
local calls, last, utc, began, marks = parse(state)
local from, to = string.find(' ' .. marks, ' ' .. ARGV[2] .. ' ', 1, true)
if not from then
    return 0
end
marks = string.sub(marks, 1, from - 1) .. string.sub(marks, to)
redis.call('HSET', STATES, key, calls .. ' ' .. last .. ' ' .. utc .. ' ' .. began .. ' ' .. marks)
return 1
