/* What a supervisor may change until the day ends, in place of the office's own settings.
 *
 * Promises: the values are those of domain/config.h; a change is a row, so a restart keeps it, and
 * a new day forgets it.
 */
#ifndef CORE_DAY_SETTING_H
#define CORE_DAY_SETTING_H

/* Settings that a supervisor may change until the day ends; X(name, word in the journal). Their
 * values are those of domain/config.h, at most DAY_SETTING_VALUES. */
#define DAY_SETTING_LIST(X) X(IDENTITY, "identity") X(DIRECT, "direct")
enum day_setting {
#define X(name, word) DAY_SETTING_##name,
    DAY_SETTING_LIST(X)
#undef X
        DAY_SETTING_COUNT,
};
enum { DAY_SETTING_VALUES = 4 };

const char *day_setting_word(enum day_setting setting);

#endif
