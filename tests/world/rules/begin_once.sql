-- A token is begun under one key only, and never while an earlier one of its application is begun.
SELECT 'token ' || token || ' of ' || application || ' was begun under ' ||
       count(DISTINCT key) || ' keys'
FROM exchange WHERE op = 'BEGIN' AND result = 'OK'
GROUP BY application, token HAVING count(DISTINCT key) > 1
UNION ALL
SELECT 'application ' || b.application || ' begun with token ' || b.token || ' while ' ||
       a.token || ' was'
FROM exchange AS a JOIN exchange AS b ON a.application = b.application AND a.n < b.n
WHERE a.op = 'BEGIN' AND b.op = 'BEGIN' AND a.result = 'OK' AND b.result = 'OK' AND
      b.token > a.token AND
      NOT EXISTS (SELECT 1 FROM exchange AS c WHERE c.op = 'ABORT' AND c.result = 'OK' AND
                  c.application = a.application AND c.token = a.token AND c.n < b.n)
