/* 車両番号 of a kei car: four separate strings (reference: domain §5.2).
 *
 * Promises: full-width digits of the serial count as digits, everything else stands as it came;
 * never validates against a list of regions: they change. [personal] as a whole.
 */
#ifndef DOMAIN_PLATE_NO_H
#define DOMAIN_PLATE_NO_H

#include <stdbool.h>
#include "base/str.h"

enum { PLATE_TEXT_SIZE = 64 };

struct plate_no {
    char region[16];   /* 練馬, 尾張小牧, つくば: up to 4 characters */
    char class_no[16]; /* 分類番号: 580, 50, 5A0; as it came, also full-width */
    char kana[8];      /* あ, わ; A or B for US forces */
    char serial[16];   /* 一連指定番号 1..9999, without leading zeros */
};

bool plate_no_is_empty(const struct plate_no *p);

/* "練馬 580 あ 12-34", empty leading places of the serial as ・ : "練馬 580 あ ・・17". A
 * serial that is not 1 to 4 digits stands as it came. */
void plate_no_text(const struct plate_no *p, char out[PLATE_TEXT_SIZE]);

/* As above with all but the last two digits of the serial hidden: "練馬 580 あ ··17"; for staff
 * screens before unmasking. The applicant side shows plate_no_tail() only. */
void plate_no_masked(const struct plate_no *p, char out[PLATE_TEXT_SIZE]);

/* Last two digits of the serial, in ASCII; one for 1..9; empty when it is no such number. */
void plate_no_tail(const struct plate_no *p, char out[3]);

#endif
