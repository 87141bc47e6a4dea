-- What must be seen or taken was, in this visit, before the hand-over.
SELECT 'application ' || h.application || ' handed over without ' || r.kind
FROM handed AS h JOIN required AS r ON r.application = h.application
WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'CHECKED' AND
                  j.terminal = h.terminal AND j.visit = h.visit AND
                  j.application = h.application AND j.at_ms <= h.at_ms AND
                  j.detail LIKE 'check=' || r.kind || ' %done=1%')
