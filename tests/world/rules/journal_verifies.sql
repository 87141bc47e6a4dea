-- The judge of journals finds nothing.
SELECT 'journal of terminal ' || terminal || ': ' || problem || ' at row ' || row_no
FROM verified WHERE problem <> 'NONE'
