-- Promise 2: nothing of one person is in another person's hand.
SELECT 'a sheet of ' || s.application || ' is in the hand of person ' || s.person
FROM sheet AS s
JOIN person AS p ON p.no = s.person
LEFT JOIN application AS a ON a.id = s.application
WHERE s.place = 'GIVEN' AND a.grp IS NOT p.grp
UNION ALL
SELECT 'application ' || h.application || ' went to person ' || h.person
FROM handed AS h JOIN person AS p ON p.no = h.person JOIN application AS a ON a.id = h.application
WHERE a.grp <> p.grp
UNION ALL
SELECT 'prepared documents of ' || c.application || ' went to person ' || c.person
FROM card AS c JOIN person AS p ON p.no = c.person JOIN application AS a ON a.id = c.application
WHERE a.grp <> p.grp
