-- The journal knows of a hand-over before it happens, and of its report before that is sent.
SELECT 'application ' || h.application || ' handed over at terminal ' || h.terminal ||
       ' before its row'
FROM handed AS h
WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'HAND_OVER' AND
                  j.terminal = h.terminal AND j.visit = h.visit AND
                  j.application = h.application AND j.token = h.token AND j.at_ms <= h.at_ms)
UNION ALL
SELECT 'terminal ' || e.terminal || ' reported ' || e.application || ' before its row'
FROM exchange AS e
WHERE e.op = 'DONE' AND e.terminal >= 0 AND
      NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'HANDED_OVER' AND
                  j.terminal = e.terminal AND j.application = e.application AND
                  j.at_ms <= e.at_ms)
