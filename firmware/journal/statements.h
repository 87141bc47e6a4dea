/* Every SQL statement of the writer, prepared once at open. Private to this folder.
 *
 * Promises: values reach SQL only through parameters. Numbered parameters say what they are in the
 * function that binds them.
 */
#ifndef JOURNAL_STATEMENTS_H
#define JOURNAL_STATEMENTS_H

#define JOURNAL_EVENT_COLUMNS                                                                      \
    "kind, wall_ms, at_ms, visit_id, request_id, job_id, application_id, token, call_no, code, "   \
    "staff_id, detail"
#define JOURNAL_OUTBOX_COLUMNS                                                                     \
    "no, op, idempotency_key, request_id, visit_id, application_id, token, evidence, staff_id, "   \
    "reason, happened_at_ms, state, attempts, last_result"
/* The answers that set an outbox row o aside. */
#define JOURNAL_REFUSALS                                                                           \
    " FROM event AS e INDEXED BY event_by_visit WHERE e.visit_id = o.visit_id "                    \
    "AND e.kind = 'REPORT_REFUSED' AND e.request_id = o.idempotency_key"

/* X(name, sql) */
#define JOURNAL_STATEMENT_LIST(X)                                                                  \
    X(BEGIN, "BEGIN IMMEDIATE")                                                                    \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(EVENT_PUT, "INSERT INTO event(" JOURNAL_EVENT_COLUMNS ", row_no, effects, hash) "            \
                 "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)")                     \
    X(VISIT_PUT, "INSERT INTO visit(visit_id, state, opened_wall_ms, closed_wall_ms, code, "       \
                 "call_no, call_day, first_row, last_row, last_kind, last_wall_ms) "               \
                 "VALUES(?1, iif(?2, 'CLOSED', 'OPEN'), ?3, iif(?2, ?3, NULL), ?4, ?5, ?6, ?7, "   \
                 "?7, ?8, ?3)")                                                                    \
    X(VISIT_NOTE, "UPDATE visit SET last_row = ?2, last_kind = ?3, last_wall_ms = ?4 "             \
                  "WHERE visit_id = ?1")                                                           \
    X(VISIT_CHANGE, "UPDATE visit SET last_row = ?2, last_kind = ?3, last_wall_ms = ?4, "          \
                    "state = iif(?5, 'CLOSED', state), "                                           \
                    "closed_wall_ms = iif(?5, ?4, closed_wall_ms), code = ifnull(?6, code), "      \
                    "call_no = ifnull(?7, call_no), call_day = ifnull(?8, call_day) "              \
                    "WHERE visit_id = ?1")                                                         \
    X(ITEM_PUT,                                                                                    \
      "INSERT INTO item(visit_id, application_id, first_row, last_row, last_kind, "                \
      "token, request_id, job_id, outcome_kind, outcome_detail) "                                  \
      "VALUES(?1,?2,?3,?3,?4,?5,?6,?7,?8,?9) ON CONFLICT DO UPDATE SET "                           \
      "last_row = ?3, last_kind = ?4, token = nullif(max(ifnull(?5, 0), ifnull(token, 0)), 0), "   \
      "request_id = ifnull(?6, request_id), job_id = ifnull(?7, job_id), "                         \
      "outcome_kind = ifnull(?8, outcome_kind), "                                                  \
      "outcome_detail = iif(?8 IS NULL, outcome_detail, ?9)")                                      \
    X(JOB_PUT, "INSERT INTO job(job_id, visit_id, application_id, grp, last_row, outcome_kind, "   \
               "outcome_detail) VALUES(?1,?2,?3,?4,?5,?6,?7) ON CONFLICT DO UPDATE SET "           \
               "last_row = ?5, outcome_kind = ifnull(?6, outcome_kind), "                          \
               "outcome_detail = iif(?6 IS NULL, outcome_detail, ?7)")                             \
    X(INTENT_PUT, "INSERT OR REPLACE INTO intent(visit_id, application_id, grp, job_id, row_no, "  \
                  "request_id, wall_ms) VALUES(?1,?2,?3,?4,?5,?6,?7)")                             \
    X(INTENT_DROP, "DELETE FROM intent WHERE visit_id = ?1 AND application_id = ?2 AND grp = ?3 "  \
                   "AND job_id = ?4")                                                              \
    X(OUTBOX_PUT, "INSERT INTO outbox(op, idempotency_key, request_id, visit_id, application_id, " \
                  "token, evidence, staff_id, reason, happened_at_ms, put_row, state, attempts) "  \
                  "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,'QUEUED',0)")                         \
    X(OUTBOX_STEP,                                                                                 \
      "INSERT INTO outbox_step(row_no, outbox_no, state, result) VALUES(?1,?2,?3,?4)")             \
    X(OUTBOX_STATE, "UPDATE outbox SET state = ?2, last_result = ?3, attempts = 0 WHERE no = ?1")  \
    X(OUTBOX_USELESS,                                                                              \
      "UPDATE outbox SET attempts = ?2 WHERE idempotency_key = ?1 AND state = 'QUEUED'")           \
    X(OUTBOX_FIND, "SELECT " JOURNAL_OUTBOX_COLUMNS " FROM outbox WHERE idempotency_key = ?1")     \
    X(OUTBOX_NEXT, "SELECT " JOURNAL_OUTBOX_COLUMNS " FROM outbox AS o WHERE state = 'QUEUED' "    \
                   "AND no > ?1 AND NOT EXISTS (SELECT 1 FROM outbox AS p WHERE "                  \
                   "p.state = 'QUEUED' AND p.application_id = o.application_id AND p.no < o.no) "  \
                   "ORDER BY no LIMIT ?2")                                                         \
    X(OUTBOX_ASIDE, "SELECT " JOURNAL_OUTBOX_COLUMNS ", "                                          \
                    "(SELECT ifnull(max(v.call_no), 0) FROM visit AS v WHERE "                     \
                    "v.visit_id = o.visit_id), (SELECT count(*)" JOURNAL_REFUSALS "), "            \
                    "ifnull((SELECT e.wall_ms" JOURNAL_REFUSALS " ORDER BY e.row_no DESC "         \
                    "LIMIT 1), 0) FROM outbox AS o WHERE state = 'ASIDE' ORDER BY no LIMIT ?1")    \
    X(OUTBOX_DEPTH, "SELECT (SELECT count(*) FROM outbox WHERE state = 'QUEUED'), "                \
                    "(SELECT count(*) FROM outbox WHERE state = 'ASIDE')")                         \
    X(OPEN_COUNT, "SELECT count(*) FROM (SELECT visit_id FROM visit WHERE state = 'OPEN' UNION "   \
                  "SELECT visit_id FROM intent WHERE grp <> 'REPORT')")                            \
    X(OPEN_VISITS, "SELECT visit_id, state, opened_wall_ms, code, call_no, call_day, last_kind "   \
                   "FROM visit WHERE visit_id IN (SELECT visit_id FROM visit WHERE "               \
                   "state = 'OPEN' UNION SELECT visit_id FROM intent WHERE grp <> 'REPORT') "      \
                   "ORDER BY first_row LIMIT ?1")                                                  \
    X(VISIT_ITEMS, "SELECT application_id, last_kind, token, request_id, job_id, outcome_kind, "   \
                   "outcome_detail FROM item WHERE visit_id = ?1 ORDER BY first_row LIMIT ?2")     \
    X(ITEM_OWN, "SELECT kind, detail FROM event WHERE visit_id = ?1 AND application_id = ?2 "      \
                "AND NOT (kind IN ('REPORTED', 'REPORT_REFUSED') AND ifnull(token, 0) < ?3) "      \
                "ORDER BY row_no DESC")                                                            \
    X(VISIT_INTENTS, "SELECT application_id, grp, request_id, job_id, wall_ms, row_no "            \
                     "FROM intent WHERE visit_id = ?1 ORDER BY row_no")                            \
    X(VISIT_PRINTS, "SELECT kind, application_id, count(*), max(row_no) FROM event "               \
                    "WHERE visit_id = ?1 AND (kind IN ('PRINT', 'RESERVE_ANSWERED', 'REPORT') "    \
                    "OR (kind = 'SLIP' AND detail LIKE 'print=number%')) "                         \
                    "GROUP BY application_id, kind ORDER BY 4")                                    \
    X(CALL_NO, "SELECT max(call_no) FROM visit WHERE call_day = ?1")                               \
    X(EVENTS, "SELECT " JOURNAL_EVENT_COLUMNS ", row_no, effects, hash FROM event "                \
              "WHERE row_no >= ?1 ORDER BY row_no LIMIT ?2")                                       \
    X(VISIT_EVENTS, "SELECT " JOURNAL_EVENT_COLUMNS " FROM event WHERE visit_id = ?1 "             \
                    "ORDER BY row_no LIMIT ?2")                                                    \
    X(EVENT_COUNT, "SELECT count(*) FROM event WHERE kind = ?1 AND wall_ms >= ?2 "                 \
                   "AND wall_ms < ?3")                                                             \
    X(KIND_ROWS,                                                                                   \
      "SELECT ifnull(min(row_no), 0), ifnull(max(row_no), 0) FROM event WHERE kind = ?1")          \
    X(PERSONAL_PUT, "INSERT OR REPLACE INTO personal(visit_id, application_id, day, nonce, "       \
                    "sealed) VALUES(?1,?2,?3,?4,?5)")                                              \
    X(PERSONAL_GET, "SELECT day, nonce, sealed FROM personal WHERE visit_id = ?1 "                 \
                    "AND application_id = ?2")                                                     \
    X(PERSONAL_DAYS, "SELECT min(day) FROM personal WHERE day > ?1 HAVING min(day) IS NOT NULL")   \
    X(PERSONAL_ROWS, "SELECT (SELECT ifnull(max(row_no), 0) FROM event WHERE "                     \
                     "kind IN ('STARTED', 'VISIT_CLOSED') AND wall_ms >= ?1 AND wall_ms < ?2), "   \
                     "(SELECT ifnull(min(row_no), 9223372036854775807) FROM event WHERE "          \
                     "kind IN ('STARTED', 'VISIT_CLOSED') AND wall_ms >= ?2 AND wall_ms < ?3)")    \
    X(PERSONAL_NEEDED, "SELECT count(*) FROM personal AS p LEFT JOIN visit AS v USING(visit_id) "  \
                       "WHERE p.day = ?1 AND (ifnull(v.state, 'OPEN') <> 'CLOSED' "                \
                       "OR (v.last_row > ?3 AND (v.last_wall_ms >= ?2 OR v.last_row >= ?4)) "      \
                       "OR EXISTS (SELECT 1 FROM outbox AS o "                                     \
                       "WHERE o.visit_id = p.visit_id AND o.state <> 'ACKED'))")                   \
    X(PERSONAL_DROP, "DELETE FROM personal WHERE day = ?1")

#endif
