-- The events after a position: the newest position, that of the first event that is returned, whether a copy of the events must begin anew with it, and the events.
-- KEYS: events, counters. ARGV: position of the newest event of the copy, first line of that event or '' for none, most
local newest = tonumber(redis.call('HGET', KEYS[2], 'event') or '0')
local oldest = tonumber(redis.call('HGET', KEYS[2], 'event-oldest') or '1')
local position = tonumber(ARGV[1])
local is_other = position > newest
if ARGV[2] ~= '' and position >= oldest and position <= newest then
    -- An engine that lost its latest writes gives their positions to other events.
    local text = redis.call('HGET', KEYS[1], string.format('%.0f', position)) or ''
    is_other = string.match(text, '^[^\n]*') ~= ARGV[2]
end
if is_other then
    position = 0
end
local first = math.max(position + 1, oldest)
local found = {}
for number = first, math.min(newest, first + tonumber(ARGV[3]) - 1) do
    found[#found + 1] = redis.call('HGET', KEYS[1], string.format('%.0f', number)) or ''
end
return { string.format('%.0f', newest), string.format('%.0f', first), (is_other or first > position + 1) and 1 or 0, found }
