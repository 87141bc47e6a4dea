/* Every screen of the terminal, one row each (reference: ux §6.1, §6.2).
 *
 * Adding a screen: a row here, ui/screens/<name>.c, its texts in ui/text.def, a golden. The list
 * gives the enum to the core and the function table to the ui: a screen that is not written does
 * not link. X(code, drawing function suffix, name)
 */
#ifndef CORE_SCREEN_H
#define CORE_SCREEN_H

#define APPLICANT_SCREEN_LIST(X)                                                                   \
    X(A00, waiting, "待機")                                                                        \
    X(A01, scan_help, "読み取りの手伝い")                                                          \
    X(A02, looking_up, "確認中")                                                                   \
    X(A10, ready, "受取可")                                                                        \
    X(A11, ready_with_papers, "受取可・書面要")                                                    \
    X(A12, kept, "取り置き")                                                                       \
    X(A20, under_review, "審査中")                                                                 \
    X(A21, correction, "補正")                                                                     \
    X(A22, withdrawn, "取下げ")                                                                    \
    X(A23, already_issued, "受取済")                                                               \
    X(A24, awaiting_payment, "未納")                                                               \
    X(A25, payment_checking, "納付確認中")                                                         \
    X(A26, record_agent, "代行者受取")                                                             \
    X(A27, other_office, "別の事務所")                                                             \
    X(A28, rejected, "却下")                                                                       \
    X(A29, being_prepared, "準備中")                                                               \
    X(A30, bulk, "まとめ一覧")                                                                     \
    X(A31, bulk_choose, "まとめ選択")                                                              \
    X(A40, foreign_code, "対象外コード")                                                           \
    X(A41, expired_code, "期限切れ")                                                               \
    X(A42, refused_code, "確認不可")                                                               \
    X(A43, several_codes, "コード複数")                                                            \
    X(A50, maintenance, "保守")                                                                    \
    X(A51, offline, "通信不可")                                                                    \
    X(A52, closed, "窓口時間外")                                                                   \
    X(A53, slip_failed, "印刷不可")                                                                \
    X(A54, camera_lost, "カメラ不調")                                                              \
    X(A60, called, "呼出中")                                                                       \
    X(A61, identity, "本人確認のお願い")                                                           \
    X(A62, substitution, "文字の確認")                                                             \
    X(A63, receive, "受け取り確認")                                                                \
    X(A64, finished, "完了")                                                                       \
    X(A70, help, "係員呼出中")                                                                     \
    X(A72, display_settings, "表示設定")                                                           \
    X(A73, no_code, "コードがない方")                                                              \
    X(A80, touch_test, "画面の試験")

#define STAFF_SCREEN_LIST(X)                                                                       \
    X(S00, login, "ログイン")                                                                      \
    X(S01, queue, "順番")                                                                          \
    X(S02, application, "申請の詳細")                                                              \
    X(S03, checks, "書類・本人の確認")                                                             \
    X(S04, match, "交付物の照合")                                                                  \
    X(S05, exception, "例外")                                                                      \
    X(S06, reprint, "再印刷")                                                                      \
    X(S07, bulk_hand_over, "まとめ交付")                                                           \
    X(S08, alert, "困りごと通知")                                                                  \
    X(S09, devices, "機器の状態")                                                                  \
    X(S10, daily_report, "日報")                                                                   \
    X(S11, service_test, "保守・試験")                                                             \
    X(S12, settings, "設定")                                                                       \
    X(S13, operation_log, "操作記録")                                                              \
    X(S14, decision, "係員の判断")                                                                 \
    X(S15, search, "番号で探す")                                                                   \
    X(S16, stock, "用紙の在庫")                                                                    \
    X(S17, refused_reports, "受け付けられない報告")

enum screen {
#define X(code, function, name) SCREEN_##code,
    APPLICANT_SCREEN_LIST(X) STAFF_SCREEN_LIST(X)
#undef X
        SCREEN_COUNT,
};

const char *screen_code(enum screen s); /* "A10" */
const char *screen_name(enum screen s); /* 受取可 */

#endif
