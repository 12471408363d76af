-- Ends calls by their marks, which the arguments from a position on name. One that is gone already is no activity, so this may be repeated.
-- ARGV from there: of each call the name of the session, now, utc as states have it, mark
local function leave_calls(first)
    for i = first, #ARGV, 4 do
        local name = ARGV[i]
        local state = redis.call('HGET', STATES, name)
        if state then
            local calls, last, utc, began, marks = parse(state)
            local from, to = string.find(' ' .. marks, ' ' .. ARGV[i + 3] .. ' ', 1, true)
            if from then
                if tonumber(last) < tonumber(ARGV[i + 1]) then
                    last, utc = ARGV[i + 1], ARGV[i + 2]
                end
                marks = string.sub(marks, 1, from - 1) .. string.sub(marks, to)
                redis.call('HSET', STATES, name, calls .. ' ' .. last .. ' ' .. utc .. ' ' .. began .. ' ' .. marks)
            end
        end
    end
end
