-- After the outbox drained, the books say what happened: every hand-over is recorded with its token
-- and terminal, nothing is recorded or journaled that did not happen.
SELECT 'hand-over of ' || h.application || ' at terminal ' || h.terminal || ' is not recorded'
FROM handed AS h WHERE h.back = 0 AND
     NOT EXISTS (SELECT 1 FROM recorded AS r WHERE r.application = h.application AND
                 r.token = h.token AND r.terminal = 'world-' || h.terminal) AND
     NOT EXISTS (SELECT 1 FROM open_item AS o WHERE o.application = h.application AND
                 o.terminal = h.terminal AND o.state IN ('HANDING', 'DECISION'))
UNION ALL
SELECT 'the backend has a hand-over of ' || r.application || ' that did not happen'
FROM recorded AS r
WHERE NOT EXISTS (SELECT 1 FROM handed AS h WHERE h.back = 0 AND h.application = r.application AND
                  'world-' || h.terminal = r.terminal)
UNION ALL
SELECT 'terminal ' || j.terminal || ' journaled a hand-over of ' || j.application ||
       ' that did not happen'
FROM journal AS j
WHERE j.kind = 'HANDED_OVER' AND
      NOT EXISTS (SELECT 1 FROM handed AS h WHERE h.terminal = j.terminal AND
                  h.application = j.application AND h.back = 0)
UNION ALL
SELECT 'application ' || b.application || ' is ISSUED, but never went over a counter'
FROM backend AS b
WHERE b.status = 'ISSUED' AND
      NOT EXISTS (SELECT 1 FROM handed AS h WHERE h.back = 0 AND h.application = b.application)
