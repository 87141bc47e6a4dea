-- What another terminal holds is given back by two people, who went there, wrote why, and each gave
-- a PIN: the first of them logged in, the second just now.
SELECT 'terminal ' || r.terminal || ' gave back ' || r.application ||
       ' of another terminal under the names "' || r.staff || '"'
FROM journal AS r
WHERE r.kind = 'REPORT' AND r.detail LIKE 'op=ABORT why=take-over%' AND
      (instr(r.staff, '+') < 2 OR
       substr(r.staff, 1, instr(r.staff, '+') - 1) = substr(r.staff, instr(r.staff, '+') + 1) OR
       NOT EXISTS (SELECT 1 FROM journal AS p WHERE p.terminal = r.terminal AND p.run = r.run AND
                   p.kind = 'STAFF' AND p.detail LIKE 'act=login%' AND p.row_no < r.row_no AND
                   r.staff LIKE p.staff || '+%') OR
       NOT EXISTS (SELECT 1 FROM journal AS p WHERE p.terminal = r.terminal AND p.run = r.run AND
                   p.kind = 'STAFF' AND p.detail LIKE 'act=pin-good%' AND p.row_no < r.row_no AND
                   p.at_ms > r.at_ms - 120000 AND r.staff LIKE '%+' || p.staff))
UNION ALL
SELECT 'terminal ' || r.terminal || ' gave back ' || r.application || ' without a written reason'
FROM journal AS r
WHERE r.kind = 'REPORT' AND r.detail LIKE 'op=ABORT why=take-over%' AND
      NOT EXISTS (SELECT 1 FROM journal AS e WHERE e.terminal = r.terminal AND
                  e.application = r.application AND e.visit = r.visit AND e.kind = 'EXCEPTION' AND
                  e.detail LIKE 'reason=take-over note=_____%' AND e.staff = r.staff AND
                  e.row_no < r.row_no)
UNION ALL
SELECT 'terminal ' || r.terminal || ' gave back ' || r.application || ', and nobody went to see'
FROM journal AS r
WHERE r.kind = 'REPORT' AND r.detail LIKE 'op=ABORT why=take-over%' AND
      NOT EXISTS (SELECT 1 FROM act AS a WHERE a.application = r.application AND
                  a.who = 'two of staff' AND a.at_ms <= r.at_ms);
