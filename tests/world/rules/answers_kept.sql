-- What the backend answered stands in its books for good: its store opens after every power cut, and
-- the books are read from what its disk kept over a last one.
SELECT 'the backend forgot token ' || e.token || ' of ' || e.application
FROM exchange AS e
WHERE e.op = 'RESERVE' AND e.result = 'OK' AND
      NOT EXISTS (SELECT 1 FROM reserved AS r WHERE r.application = e.application AND
                  r.token = e.token)
UNION ALL
SELECT 'the backend forgot the begin of token ' || e.token || ' of ' || e.application
FROM exchange AS e
WHERE e.op = 'BEGIN' AND e.result = 'OK' AND
      NOT EXISTS (SELECT 1 FROM reserved AS r WHERE r.application = e.application AND
                  r.token = e.token AND r.begun = 1)
UNION ALL
SELECT 'the backend forgot that token ' || e.token || ' of ' || e.application || ' was given back'
FROM exchange AS e
WHERE e.op = 'ABORT' AND e.result = 'OK' AND
      NOT EXISTS (SELECT 1 FROM reserved AS r WHERE r.application = e.application AND
                  r.token = e.token AND r.outcome = 'ABORT')
UNION ALL
SELECT 'the backend forgot the hand-over of ' || e.application
FROM exchange AS e
WHERE e.op = 'DONE' AND e.result = 'OK' AND
      NOT EXISTS (SELECT 1 FROM recorded AS r WHERE r.application = e.application AND
                  r.token = e.token)
UNION ALL
SELECT 'the backend could not open its store at start ' || run || ': ' || error
FROM store_start WHERE error <> 'OK'
