-- Promise 1: one application goes over a counter at most once, over all terminals.
SELECT 'application ' || application || ' was handed over ' || count(*) || ' times'
FROM handed WHERE back = 0 GROUP BY application HAVING count(*) > 1
