-- One application never stands twice in the queue of a terminal, but for once in a firm's list and
-- once by its own code; and it is under way at one number only.
WITH held AS (
    SELECT i.*, (SELECT count(*) FROM open_item AS o
                 WHERE o.terminal = i.terminal AND o.visit = i.visit) > 1 AS listed
    FROM open_item AS i
)
SELECT 'application ' || application || ' stands ' || count(*) || ' times at terminal ' || terminal
FROM held GROUP BY terminal, application, listed HAVING count(*) > 1
UNION ALL
SELECT 'application ' || application || ' is under way ' || count(*) || ' times at terminal ' ||
       terminal
FROM held
WHERE state IN ('RESERVING', 'BEGINNING', 'PRINTING', 'PRINT_FAILED', 'PRINT_UNKNOWN', 'MATCHING',
                'MATCHED', 'HANDING')
GROUP BY terminal, application HAVING count(*) > 1
