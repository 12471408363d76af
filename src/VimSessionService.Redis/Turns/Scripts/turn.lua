-- Counts that something was asked for, and grants it if the terms allow: the verdict, how often it was granted, and a random number from 0 to 2147483645.
-- KEYS: turns.
-- ARGV: name, asked and granted to begin with, how many are not granted first, how many are at most or '', probability, state of the random numbers to begin with, 1 when it is over, now
local MODULUS = 2147483647
local asked, granted, last, state = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^(%d+) (%d+) (%d+) (%d+)$')
if asked then
    asked, granted, state = tonumber(asked), tonumber(granted), tonumber(state)
else
    asked, granted, last, state = tonumber(ARGV[2]), tonumber(ARGV[3]), '0', tonumber(ARGV[7])
end

-- Two numbers for each question, as in TurnSequence.
local function random()
    state = (state * 48271) % MODULUS
    return state - 1
end

local chance, given = random(), random()
asked = asked + 1
local verdict = 0
if ARGV[8] == '1' then
    verdict = 1
elseif asked <= tonumber(ARGV[4]) then
    verdict = 2
elseif ARGV[5] ~= '' and granted >= tonumber(ARGV[5]) then
    verdict = 3
elseif tonumber(ARGV[6]) < 1 and chance / (MODULUS - 1) >= tonumber(ARGV[6]) then
    verdict = 4
else
    granted = granted + 1
    last = ARGV[9]
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %.0f %s %.0f', asked, granted, last, state))
return { verdict, string.format('%.0f', granted), string.format('%.0f', given) }
