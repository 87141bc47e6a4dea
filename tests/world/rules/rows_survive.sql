-- Promise 3: a row that was acknowledged is there after any power cut.
SELECT 'terminal ' || terminal || ' found ' || found || ' rows of ' || known || ' at start ' || run
FROM start WHERE found >= 0 AND found < known
