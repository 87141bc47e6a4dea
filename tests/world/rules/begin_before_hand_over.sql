-- Nothing goes over a counter before the backend said yes to its begin, with the very same token.
SELECT 'application ' || h.application || ' handed over at terminal ' || h.terminal ||
       ' without a begin of token ' || h.token
FROM handed AS h
WHERE NOT EXISTS (SELECT 1 FROM exchange AS e WHERE e.op = 'BEGIN' AND e.result = 'OK' AND
                  e.terminal = h.terminal AND e.application = h.application AND
                  e.token = h.token AND e.n < h.n)
   OR NOT EXISTS (SELECT 1 FROM delivered AS d WHERE d.op = 'BEGIN' AND d.result = 'OK' AND
                  d.terminal = h.terminal AND d.application = h.application AND
                  d.token = h.token AND d.n < h.n)
