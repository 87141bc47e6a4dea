-- Tokens of an application strictly grow; the answer to a repeated key is the earlier one.
SELECT 'application ' || b.application || ' got token ' || b.token || ' after ' || a.token
FROM exchange AS a JOIN exchange AS b ON a.application = b.application AND a.n < b.n
WHERE a.op = 'RESERVE' AND b.op = 'RESERVE' AND a.result = 'OK' AND b.result = 'OK' AND
      a.key <> b.key AND b.token <= a.token AND
      NOT EXISTS (SELECT 1 FROM exchange AS c WHERE c.key = b.key AND c.n < b.n)
UNION ALL
SELECT 'key ' || a.key || ' was answered with tokens ' || a.token || ' and ' || b.token
FROM exchange AS a JOIN exchange AS b ON a.key = b.key AND a.n < b.n
WHERE a.op = 'RESERVE' AND b.op = 'RESERVE' AND a.result = 'OK' AND b.result = 'OK' AND
      a.token <> b.token
