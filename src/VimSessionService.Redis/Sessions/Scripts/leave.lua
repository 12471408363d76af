-- Ends a call by its mark. One that is gone already is no activity, so this may be repeated.
-- ARGV: key of the session, now, utc, mark
local state = redis.call('HGET', STATES, ARGV[1])
if not state then
    return 0
end
local calls, last, utc, began, marks = parse(state)
local from, to = string.find(' ' .. marks, ' ' .. ARGV[4] .. ' ', 1, true)
if not from then
    return 0
end
marks = string.sub(marks, 1, from - 1) .. string.sub(marks, to)
redis.call('HSET', STATES, ARGV[1], calls .. ' ' .. ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. began .. ' ' .. marks)
return 1
