-- Changes of sessions that are kept apart are of kinds of their own, which replicas of earlier versions pass over.
local note_shared = note
local function note(origin, kind, key, state, document, is_no_hurry)
    return note_shared(origin, string.lower(kind), key, state, document, is_no_hurry)
end
