-- Promise 4: an unknown print is decided by a person, or still stands before one.
SELECT 'unknown print of ' || j.application || ' at terminal ' || j.terminal || ' was passed over'
FROM journal AS j
WHERE j.kind = 'PRINT_OUTCOME' AND j.detail LIKE 'outcome=UNKNOWN%' AND
      NOT EXISTS (SELECT 1 FROM journal AS d WHERE d.kind = 'DECISION' AND
                  d.terminal = j.terminal AND d.visit = j.visit AND
                  d.application = j.application AND d.row_no > j.row_no) AND
      NOT EXISTS (SELECT 1 FROM open_item AS o WHERE o.terminal = j.terminal AND
                  o.visit = j.visit AND o.application = j.application)
UNION ALL
SELECT 'the machine printed ' || b.application || ' again at terminal ' || b.terminal || ' by itself'
FROM journal AS a JOIN journal AS b ON a.terminal = b.terminal AND a.visit = b.visit AND
     a.application = b.application AND a.row_no < b.row_no
WHERE a.kind = 'PRINT' AND b.kind = 'PRINT' AND a.token = b.token AND
      NOT EXISTS (SELECT 1 FROM journal AS d WHERE d.kind = 'DECISION' AND
                  d.terminal = a.terminal AND d.visit = a.visit AND
                  d.application = a.application AND d.row_no > a.row_no AND d.row_no <= b.row_no)
UNION ALL
SELECT 'the print of ' || j.application || ' at terminal ' || j.terminal || ' has no outcome'
FROM journal AS j
WHERE j.kind = 'PRINT' AND
      NOT EXISTS (SELECT 1 FROM journal AS d WHERE d.kind = 'PRINT_OUTCOME' AND
                  d.terminal = j.terminal AND d.job = j.job) AND
      NOT EXISTS (SELECT 1 FROM open_item AS o WHERE o.terminal = j.terminal AND
                  o.visit = j.visit AND o.application = j.application)
