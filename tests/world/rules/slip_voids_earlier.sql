-- Of one visit only the last number slip counts: each print bears a higher number than the one before.
SELECT 'terminal ' || b.terminal || ' printed slip ' || b.number || ' again as print ' || b.reprint ||
       ' after print ' || a.reprint
FROM slip AS a JOIN slip AS b ON a.terminal = b.terminal AND a.visit = b.visit AND a.n < b.n
WHERE a.kind = 'number' AND b.kind = 'number' AND b.reprint <= a.reprint
UNION ALL
SELECT 'terminal ' || terminal || ' ordered two papers of ' || visit || ' ' || application ||
       ' as the same print: ' || detail
FROM journal WHERE kind = 'PRINT' OR (kind = 'SLIP' AND detail LIKE 'print=number%')
GROUP BY terminal, kind, visit, application, detail HAVING count(*) > 1
