-- What a terminal promised to report is delivered, and only once.
SELECT 'terminal ' || terminal || ' still owes ' || op || ' of ' || application
FROM outbox WHERE state = 'QUEUED'
UNION ALL
SELECT 'terminal ' || terminal || ' reports ' || op || ' of ' || application || ' ' || count(*) ||
       ' times'
FROM outbox WHERE op = 'DONE' GROUP BY terminal, op, application, token HAVING count(*) > 1
UNION ALL
SELECT 'terminal ' || j.terminal || ' never put its report of ' || j.application || ' in the outbox'
FROM journal AS j
WHERE j.kind = 'HANDED_OVER' AND
      NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.terminal = j.terminal AND o.op = 'DONE' AND
                  o.application = j.application AND o.token = j.token)
UNION ALL
SELECT 'the report of ' || application || ' by terminal ' || terminal || ' was refused: ' || result
FROM outbox WHERE state = 'ASIDE' AND op = 'DONE'
UNION ALL
SELECT 'the abort of ' || application || ' by terminal ' || terminal || ' was refused: ' || result
FROM outbox WHERE state = 'ASIDE' AND op = 'ABORT' AND
     result NOT IN ('CONFLICT', 'TOKEN_SUPERSEDED', 'ALREADY_ISSUED')
