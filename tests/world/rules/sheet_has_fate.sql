-- Every sheet ends in the tray, in a hand, destroyed, or on the counter of a ticket still at work.
SELECT 'a sheet of ' || s.application || ' was forgotten at terminal ' || s.terminal || ': ' || s.place
FROM sheet AS s
WHERE s.place NOT IN ('TRAY', 'GIVEN', 'DESTROYED') AND
      NOT EXISTS (SELECT 1 FROM open_item AS o WHERE o.terminal = s.terminal AND
                  o.application = s.application)
UNION ALL
SELECT 'a spoiled sheet of ' || application || ' was given out' FROM sheet
WHERE whole = 0 AND place = 'GIVEN'
