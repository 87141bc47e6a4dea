-- No application stays begun with nobody at work on it: some terminal has it open, or has told staff
-- that its abort was refused.
SELECT 'application ' || b.application || ' stays begun with token ' || b.token || ' of ' ||
       b.terminal
FROM backend AS b
WHERE b.phase = 2 AND
      NOT EXISTS (SELECT 1 FROM open_item AS o WHERE o.application = b.application) AND
      NOT EXISTS (SELECT 1 FROM outbox AS x WHERE x.application = b.application AND
                  x.state = 'ASIDE')
