-- In the place of the keys of tickets: these sessions have none.
local BY_SESSION = nil
