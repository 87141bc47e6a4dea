/* Prints the fault catalogue as the page of the manual, firmware/core/faults.md. */
#include <stdio.h>
#include <stdlib.h>
#include "tests/kit/fault_page.h"

int main(void)
{
    char *text = malloc(FAULT_PAGE_SIZE);
    if (text == NULL) {
        return EXIT_FAILURE;
    }
    struct strbuf page = strbuf_on(text, FAULT_PAGE_SIZE);
    fault_page(&page);
    bool written = !page.cut && fputs(text, stdout) >= 0 && fflush(stdout) == 0;
    free(text);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
