-- A state is "calls lastActive lastActiveUtc began mark mark …"; each call in flight is a mark "replica.number", followed by a blank. lastActiveUtc is an equals sign when it is lastActive.
local function parse(state)
    return string.match(state, '^(%d+) (%-?%d+) ([%d=]+) (%-?%d+) (.*)$')
end
