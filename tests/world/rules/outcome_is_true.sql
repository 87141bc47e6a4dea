-- Promise 4: PRINTED only if the whole page exists, NOT_PRINTED only if it does not; except what a
-- printer lied about between the order and its outcome, and what people say.
SELECT 'terminal ' || j.terminal || ' says PRINTED of job ' || j.job || ', and no page exists'
FROM journal AS j
WHERE j.kind IN ('PRINT_OUTCOME', 'SLIP_OUTCOME') AND j.detail LIKE 'outcome=PRINTED%' AND
      j.detail NOT LIKE '%evidence=PERSON%' AND
      NOT EXISTS (SELECT 1 FROM sheet AS s WHERE s.job = j.job AND s.whole = 1) AND
      NOT EXISTS (SELECT 1 FROM slip AS p WHERE p.job = j.job) AND
      NOT EXISTS (SELECT 1 FROM lying AS l WHERE l.terminal = j.terminal AND
                  l.since <= j.at_ms AND
                  l.at_ms >= (SELECT MIN(i.at_ms) FROM journal AS i
                              WHERE i.job = j.job AND i.kind IN ('PRINT', 'SLIP')))
UNION ALL
SELECT 'terminal ' || j.terminal || ' says NOT_PRINTED of job ' || j.job || ', and its page exists'
FROM journal AS j
WHERE j.kind IN ('PRINT_OUTCOME', 'SLIP_OUTCOME') AND j.detail LIKE 'outcome=NOT_PRINTED%' AND
      j.detail NOT LIKE '%evidence=PERSON%' AND
      (EXISTS (SELECT 1 FROM sheet AS s WHERE s.job = j.job AND s.whole = 1) OR
       EXISTS (SELECT 1 FROM slip AS p WHERE p.job = j.job))
