-- Whether a moment is before another. Those of one length are compared as texts, which costs a tenth of reading the numbers.
local function is_before(one, other)
    if #one == #other and string.byte(one) ~= 45 and string.byte(other) ~= 45 then
        return one < other
    end
    return tonumber(one) < tonumber(other)
end
