-- Promise 6: no name, address, chassis number or code on a disk in the clear, on a slip, in the log,
-- in what the backend was sent.
SELECT 'personal text of ' || what || ' on the ' || place FROM leak
UNION ALL
SELECT 'journal of terminal ' || terminal || ' names a person' FROM journal
WHERE detail LIKE '%世界%' OR detail LIKE '%WORLDCAR%'
