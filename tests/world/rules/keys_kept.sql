-- An idempotency key stands in the terminal's journal before it is sent, and is never reused.
SELECT 'terminal ' || terminal || ' sent ' || op || ' of ' || application ||
       ' under a key that its journal does not have'
FROM exchange AS e
WHERE e.terminal >= 0 AND e.op IN ('RESERVE', 'BEGIN', 'DONE', 'ABORT') AND
      NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.terminal = e.terminal AND
                  j.request = e.key AND j.at_ms <= e.at_ms)
UNION ALL
SELECT 'terminal ' || terminal || ' sent another ' || op || ' under a used key'
FROM exchange WHERE result = 'KEY_REUSED'
