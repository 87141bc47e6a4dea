-- One application never stands twice in the queue of a terminal.
SELECT 'application ' || application || ' stands ' || count(*) || ' times at terminal ' || terminal
FROM open_item GROUP BY terminal, application HAVING count(*) > 1
