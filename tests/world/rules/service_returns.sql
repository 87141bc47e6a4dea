-- Promise 5: five minutes after the last fault nothing hangs: every terminal serves, no answer and no
-- print is being waited for, no screen stands without an end.
SELECT 'terminal ' || terminal || ' is out of service' FROM open_visit WHERE failed = 1
UNION ALL
SELECT 'terminal ' || terminal || ' still counts as offline' FROM open_visit WHERE link_up = 0
UNION ALL
SELECT 'terminal ' || terminal || ' stands at ' || state || ', ' || age_ms || ' ms after the last code'
FROM open_visit WHERE state <> 'IDLE' AND age_ms > 250000
UNION ALL
SELECT 'terminal ' || terminal || ' waits for a lookup for ' || age_ms || ' ms'
FROM open_visit WHERE state = 'LOOKUP' AND age_ms > 15000
UNION ALL
SELECT 'item ' || application || ' at terminal ' || terminal || ' hangs in ' || state
FROM open_item AS o
WHERE ((state IN ('RESERVING', 'BEGINNING') AND stalled = 0) OR state = 'PRINTING') AND
      NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.terminal = o.terminal AND
                  j.visit = o.visit AND j.at_ms > o.at_ms - 60000)
UNION ALL
SELECT 'a terminal is not on'
WHERE (SELECT count(*) FROM open_visit) <> (SELECT count(DISTINCT terminal) FROM start)
