-- The version of the tables and, unless it is the one that is known, field and value of each item in turn.
-- KEYS: tables. ARGV: version that is known
local version = redis.call('HGET', KEYS[1], 'version') or ''
local found = { version }
if version ~= ARGV[1] then
    for _, text in ipairs(redis.call('HGETALL', KEYS[1])) do
        found[#found + 1] = text
    end
end
return found
