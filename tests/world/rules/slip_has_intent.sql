-- A slip that exists was ordered: for this visit, with this number, as this print of it.
SELECT 'a slip ' || s.number || ' came out of terminal ' || s.terminal || ' without such an order'
FROM slip AS s
WHERE s.kind IN ('number', 'hold-slip') AND
      NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'SLIP' AND j.terminal = s.terminal AND
                  j.job = s.job AND j.at_ms <= s.at_ms AND j.visit LIKE s.visit || '%' AND
                  ((s.kind = 'hold-slip' AND j.detail LIKE 'print=hold-slip%') OR
                   (substr(s.number, -3) = substr('00' || j.call_no, -3) AND
                    j.detail = 'print=number reprint=' || s.reprint)))
UNION ALL
SELECT 'job ' || job || ' of terminal ' || terminal || ' gave ' || count(*) || ' slips'
FROM slip GROUP BY terminal, job HAVING count(*) > 1
