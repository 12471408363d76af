-- Ends calls by their marks, which the arguments from a position on name. One that is gone already is no activity, so this may be repeated.
-- The state of one session may be at hand: it is given with the name of the session, and is returned with whether it has changed, for the caller to keep.
-- ARGV from there: of each call the name of the session, ' now utc' as states have it, the mark between two blanks
local function leave_calls(first, entered, kept)
    local is_changed = false
    while ARGV[first] do
        local name = ARGV[first]
        local state, is_left = kept, false
        if name ~= entered then
            state = redis.call('HGET', STATES, name)
        end
        repeat
            local from, to
            if state then
                from, to = string.find(state, ARGV[first + 2], 1, true)
            end
            if from then
                local calls, last, marks = string.match(state, '^(%d+) (%-?%d+) [%d=]+()')
                local moment = ARGV[first + 1]
                if is_before(last, string.match(moment, '%-?%d+')) then
                    state = calls .. moment .. string.sub(state, marks, from) .. string.sub(state, to + 1)
                else
                    state = string.sub(state, 1, from) .. string.sub(state, to + 1)
                end
                is_left = true
            end
            first = first + 3
        until ARGV[first] ~= name
        if name == entered then
            kept, is_changed = state, is_changed or is_left
        elseif is_left then
            redis.call('HSET', STATES, name, state)
        end
    end
    return kept, is_changed
end
