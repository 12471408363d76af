-- The documents of what a session has made: the version of the latest write, then for each document its name, its version, and '+' with its content if it is newer
-- than what is known and its name does not begin with a tilde. Nothing without the session.
-- ARGV: name and key of the session, version that is known
local key = name_of(ARGV[1])
if redis.call('HEXISTS', STATES, key) == 0 then
    return false
end
local known = tonumber(ARGV[2])
local found = { redis.call('HGET', OBJECT_VERSIONS, key) or '0' }
for _, field in ipairs(objects_of(key)) do
    local document = redis.call('HGET', OBJECTS, field)
    local name = string.sub(field, #key + 2)
    local version = string.match(document, '^(%d+) ')
    found[#found + 1] = name
    found[#found + 1] = version
    found[#found + 1] = tonumber(version) > known and string.sub(name, 1, 1) ~= '~' and '+' .. string.sub(document, #version + 2) or ''
end
return found
