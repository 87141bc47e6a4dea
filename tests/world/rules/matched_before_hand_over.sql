-- What goes over the counter was compared with its application first.
SELECT 'application ' || h.application || ' handed over at terminal ' || h.terminal || ' uncompared'
FROM handed AS h
WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'MATCHED' AND
                  j.terminal = h.terminal AND j.visit = h.visit AND
                  j.application = h.application AND j.token = h.token AND j.at_ms <= h.at_ms)
