-- A sheet that exists was ordered: the journal has its job, for the application that is printed on it.
SELECT 'a sheet of ' || s.application || ' came out of terminal ' || s.terminal ||
       ' without such an order'
FROM sheet AS s
WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'PRINT' AND j.terminal = s.terminal AND
                  j.job = s.job AND j.application = s.application AND j.at_ms <= s.at_ms)
UNION ALL
SELECT 'job ' || job || ' gave ' || count(*) || ' sheets'
FROM sheet WHERE whole = 1 GROUP BY terminal, job HAVING count(*) > 1
UNION ALL
SELECT 'terminal ' || terminal || ' ordered job ' || job || ' twice'
FROM journal WHERE kind = 'PRINT' GROUP BY terminal, job HAVING count(*) > 1
