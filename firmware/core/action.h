/* What a touch or a key means. A control of a screen carries its action as data; pressing it posts
 * EV_ACTION with the action and one number. X(name, may the applicant side post it)
 */
#ifndef CORE_ACTION_H
#define CORE_ACTION_H

#include <stdbool.h>

#define ACTION_LIST(X)                                                                             \
    X(NONE, true)                                                                                  \
    X(CALL_STAFF, true)                                                                            \
    X(NO_CODE, true)      /* コードがない */                                                 \
    X(DISPLAY, true)      /* 見え方を選ぶ */                                                 \
    X(NO_PAPER_NOW, true) /* いま持っていない */                                           \
    X(CHOOSE_ITEMS, true) /* 受け取るものを選ぶ */                                        \
    X(TOGGLE_ITEM, true)  /* argument: line of the list */                                         \
    X(CHOSEN, true)                                                                                \
    X(LIST_PAGE, true) /* argument: page of the list */                                            \
    X(MORE_TIME, true)                                                                             \
    X(FINISH, true)   /* 終わる */                                                              \
    X(RECEIVED, true) /* 受け取りました */                                                  \
    X(TEXT_LARGE, true)                                                                            \
    X(CONTRAST, true)                                                                              \
    X(REACH_LOW, true)                                                                             \
    X(VOICE, true)                                                                                 \
    X(REPEAT, true)               /* 繰返し: say it again, louder */                            \
    X(EASY, true)                 /* やさしい日本語 */                                      \
    X(TOUCH_CELL, true)           /* A80, argument: cell of its grid */                            \
    X(STAFF_ENTRANCE, true)       /* the one screen turns to the staff; a PIN is asked for */      \
    X(STAFF_TO_APPLICANT, false)  /* … and back; locks */                                        \
    X(STAFF_SELECT, false)        /* argument: call number */                                      \
    X(STAFF_CALL, false)          /* 呼び出す */                                               \
    X(STAFF_RECALL, false)        /* 再呼び出し */                                            \
    X(STAFF_NO_ANSWER, false)     /* 不在 */                                                     \
    X(STAFF_HOLD, false)          /* 取り置き */                                               \
    X(STAFF_RELEASE, false)       /* back into the queue */                                        \
    X(STAFF_CHECK, false)         /* argument: of the line */                                      \
    X(STAFF_PAPER_TAX, false)     /* argument: of the check line; 納税証明書 */               \
    X(STAFF_PAPER_RECEIPT, false) /* argument: of the check line; 領収で確認 */               \
    X(STAFF_PAPER_OTHER, false)   /* argument: of the check line; その他 */                     \
    X(STAFF_ASK_IDENTITY, false)                                                                   \
    X(STAFF_SHOW_SUBSTITUTION, false)                                                              \
    X(STAFF_ISSUE, false)        /* 交付を始める: reserve, begin, print */                   \
    X(STAFF_RETRY, false)        /* once more, with the same ids */                                \
    X(STAFF_MATCH_BY_EYE, false) /* no tag, or a broken one */                                     \
    X(STAFF_HAND_OVER, false)    /* 渡す */                                                      \
    X(STAFF_HANDED, false)       /* the applicant left without a tap, staff saw the hand-over */   \
    X(STAFF_NOT_HANDED, false)   /* taken back */                                                  \
    X(STAFF_CAME_OUT, false)     /* UNKNOWN print: the sheet is here, whole */                     \
    X(STAFF_DID_NOT, false)      /* UNKNOWN print: nothing came out */                             \
    X(STAFF_SPOILED, false)      /* UNKNOWN print: half or spoiled, destroyed */                   \
    X(STAFF_PRINT_AGAIN, false)                                                                    \
    X(STAFF_ABORT, false) /* give the reservation back */                                          \
    X(STAFF_NEXT_ITEM, false)                                                                      \
    X(STAFF_CLOSE_VISIT, false)                                                                    \
    X(STAFF_REPRINT_SLIP, false) /* argument: enum reprint_reason */                               \
    X(STAFF_ACKNOWLEDGE, false)  /* 了解: help is on its way */                                  \
    X(STAFF_UNMASK, false)       /* 押して表示 */                                             \
    X(STAFF_SCREEN, false)       /* argument: enum screen */                                       \
    X(STAFF_BACK, false)                                                                           \
    X(STAFF_WHO, false)          /* argument: line of the staff list */                            \
    X(STAFF_DIGIT, false)        /* argument: 0 to 9; of a PIN, or of what is searched for */      \
    X(STAFF_CLEAR, false)        /* 消す */                                                      \
    X(STAFF_LOGIN, false)        /* 決定: the PIN is whole */                                    \
    X(STAFF_LOGOUT, false)       /* also: lock */                                                  \
    X(STAFF_PAGE, false)         /* argument: page of the names, of the log */                     \
    X(STAFF_REASON, false)       /* argument: enum exception_kind */                               \
    X(STAFF_TEXT, false)         /* argument: code point, or NOTE_KEY_* of core/note.h */          \
    X(STAFF_PHRASE, false)       /* argument: number of the phrase */                              \
    X(STAFF_REASON_GIVEN, false) /* the words are written: the second person */                    \
    X(STAFF_SEARCH_BY, false)    /* argument: enum search_field */                                 \
    X(STAFF_SEARCH, false)       /* 探す */                                                      \
    X(STAFF_SETTING, false)      /* argument: enum day_setting * DAY_SETTING_VALUES + value */     \
    X(STAFF_SUPPLY, false)       /* argument: enum supply; 替えた */                            \
    X(STAFF_TEST_TONE, false)    /* argument: enum tone */                                         \
    X(STAFF_TEST_VOICE, false)                                                                     \
    X(STAFF_TEST_LAMP, false) /* argument: enum signal */                                          \
    X(STAFF_TEST_SLIP, false)                                                                      \
    X(STAFF_TEST_CELL, false)     /* argument: cell of the touch grid */                           \
    X(STAFF_TEST_FACE, false)     /* the applicant's screen is touched through; again: no more */  \
    X(STAFF_PHRASE_SHEET, false)  /* S03: what to show a deaf person; again: away */               \
    X(STAFF_OPENING_CHECK, false) /* 開始前点検 and its print */                              \
    X(STAFF_PRINT_REPORT, false)  /* 日報 so far */                                              \
    X(STAFF_EXPORT_REPORT, false) /* the closed day's file once more */                            \
    X(STAFF_CLOSE_DAY, false)     /* 締め, by two names */                                       \
    X(STAFF_REPORT_AGAIN, false)  /* argument: number of the refused report */                     \
    X(STAFF_REPORT_NOTED, false)  /* argument: number of the refused report; by two names */       \
    X(STAFF_STOCK_KIND, false)    /* argument: enum stock_kind */                                  \
    X(STAFF_STOCK_TASK, false)    /* argument: enum stock_task */                                  \
    X(STAFF_STOCK_ENTER, false)   /* 決定: what was read or typed is entered */

enum action {
#define X(name, applicant) ACTION_##name,
    ACTION_LIST(X)
#undef X
        ACTION_COUNT,
};

const char *action_name(enum action a); /* "STAFF_CALL" */
bool action_is_for_applicant(enum action a);

#endif
