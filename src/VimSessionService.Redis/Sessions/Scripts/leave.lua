-- Ends calls: of each the name of the session, now, utc as states have it, mark
leave_calls(1)
return 1
