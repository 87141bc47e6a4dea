-- A journal opens after any power cut and any failure of its disk.
SELECT 'terminal ' || terminal || ' could not open its journal at start ' || run || ': ' || error
FROM start WHERE error <> 'OK'
