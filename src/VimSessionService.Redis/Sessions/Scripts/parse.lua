-- A state is "calls lastActive lastActiveUtc began stamp mark mark …". lastActiveUtc is an equals sign when it is lastActive. Each call in flight is a mark "replica.number", followed by a blank. The stamp, if
-- there is one, is followed by a blank too, and is given back as one of the marks. It changes with the document, so that a replica can tell by it whether it has the document of a session. It begins with a tilde, or with an
-- exclamation mark once the session has made something.
local function parse(state)
    return string.match(state, '^(%d+) (%-?%d+) ([%d=]+) (%-?%d+) (.*)$')
end

-- A state or its marks, of a document that has changed.
local function unstamped(state)
    local text = string.gsub(state, '[~!]%S+ ', '', 1)
    return text
end
