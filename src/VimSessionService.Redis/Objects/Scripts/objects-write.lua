-- Writes documents of what a session has made: the version of what was written, or 'changed' when a document is not of the version that was expected, or nothing
-- without the session.
-- ARGV: name and key of the session, replica, notice or '', then for each document: name, version that it must have or '', '+' and the content or '' to remove it
local key = name_of(ARGV[1])
if redis.call('HEXISTS', STATES, key) == 0 then
    return false
end
local function version_of(field)
    local document = redis.call('HGET', OBJECTS, field)
    return document and string.match(document, '^(%d+) ') or '0'
end
for i = 4, #ARGV, 3 do
    if ARGV[i + 1] ~= '' and version_of(key .. ' ' .. ARGV[i]) ~= ARGV[i + 1] then
        return 'changed'
    end
end
local version = integer(redis.call('HINCRBY', OBJECT_VERSIONS, key, 1))
if version == '1' then
    local state = string.gsub(redis.call('HGET', STATES, key), '~', '!', 1)
    redis.call('HSET', STATES, key, state)
end
for i = 4, #ARGV, 3 do
    local field = key .. ' ' .. ARGV[i]
    if ARGV[i + 2] == '' then
        redis.call('HDEL', OBJECTS, field)
        redis.call('ZREM', OBJECT_NAMES, field)
    else
        redis.call('HSET', OBJECTS, field, version .. ' ' .. string.sub(ARGV[i + 2], 2))
        redis.call('ZADD', OBJECT_NAMES, 0, field)
    end
end
if ARGV[3] ~= '' then
    note(ARGV[2], 'O', key, version, ARGV[3])
end
return version
