-- Has a session be as it was saved, whatever the limits: the number of the change, its document and its state.
-- ARGV: name and key, name of one that is new, when it was used last, its time of day as states have it, when it began, calls, owner, order in which to look at it, replica, record,
-- form of documents, hashes of its tokens…
local name = name_of(ARGV[1])
local document, state = redis.call('HGET', DOCUMENTS, name), redis.call('HGET', STATES, name)
local began, marks = ARGV[5], ''
if state then
    local tokens = tonumber(string.sub(document, 1, 1))
    local head = string.match(document, '^[^\n]*\n[^\n]*\n', 2 + 32 * tokens)
    document = string.sub(document, 1, 1 + 32 * tokens) .. head .. ARGV[10]
    local known = { parse(state) }
    began, marks = known[4], unstamped(known[5])
else
    name = ARGV[2]
    local number = integer(redis.call('HINCRBY', COUNTERS, 'login', 1))
    local hashes = {}
    for i = 12, #ARGV do
        hashes[#hashes + 1] = ARGV[i]
        if not name_of_token(ARGV[i]) then
            redis.call('HSET', TOKENS, ARGV[11] == '1' and ARGV[i] or string.sub(ARGV[i], 1, SHORT), name)
        end
    end
    document = #hashes .. table.concat(hashes) .. ARGV[7] .. '\n' .. number .. '\n' .. ARGV[10]
    redis.call('HINCRBY', OWNERS, ARGV[7], 1)
end
state = ARGV[6] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. began .. ' ' .. marks
redis.call('HSET', DOCUMENTS, name, document)
redis.call('HSET', STATES, name, state)
redis.call('ZADD', DUE, ARGV[8], name)
return { note(ARGV[9], 'C', name, state, document), document, state }
