-- The version of the documents of tasks and of what changed of an inventory and, unless it is the one that is known: 'next' and the changes since then, or 'all' and name and text of
-- each document in turn, or 'other' for documents in another form.
-- KEYS: work. ARGV: version that is known, form of the documents that is read
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version == ARGV[1] or version == '' then
    return { version }
end
if redis.call('HGET', KEYS[1], 'form') ~= ARGV[2] then
    return { version, 'other' }
end
local known = tonumber(string.match(ARGV[1], '^(%d+)-') or 'none')
local newest = tonumber(string.match(version, '^(%d+)-') or 'none')
if known and newest and newest > known and newest - known <= 1000 then
    local at = ARGV[1]
    local found = { version, 'next' }
    for number = known + 1, newest do
        local text = redis.call('HGET', KEYS[1], string.format('d/%.0f', number)) or ''
        local before, after = string.match(text, '^(%S+) (%S+)\n')
        if before ~= at then
            break
        end
        at = after
        found[#found + 1] = text
    end
    if at == version then
        return found
    end
end
local all = { version, 'all' }
local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
    if not string.match(fields[i], '^d/') and fields[i] ~= 'version' and fields[i] ~= 'form' then
        all[#all + 1] = fields[i]
        all[#all + 1] = fields[i + 1]
    end
end
return all
