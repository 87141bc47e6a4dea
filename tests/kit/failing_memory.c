#include "tests/kit/failing_memory.h"

#include <assert.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static struct {
    enum memory_source source;
    uint64_t at; /* 0: never */
    bool sticky;
    bool came;
    uint64_t count[MEMORY_SOURCE_COUNT];
} plan;

static _Thread_local bool inside;

static sqlite3_mem_methods sqlite_plain;

/* True: this allocation is the one that fails. */
static bool runs_out(enum memory_source source)
{
    if (!inside) {
        return false;
    }
    uint64_t n = ++plan.count[source];
    if (plan.at == 0 || source != plan.source || (plan.sticky ? n < plan.at : n != plan.at)) {
        return false;
    }
    plan.came = true;
    return true;
}

void *failing_malloc(size_t size);
void *failing_calloc(size_t count, size_t size);
void *failing_realloc(void *old, size_t size);
char *failing_strdup(const char *text);

void *failing_malloc(size_t size)
{
    return runs_out(MEMORY_OF_OURS) ? NULL : malloc(size);
}

void *failing_calloc(size_t count, size_t size)
{
    return runs_out(MEMORY_OF_OURS) ? NULL : calloc(count, size);
}

void *failing_realloc(void *old, size_t size)
{
    return runs_out(MEMORY_OF_OURS) ? NULL : realloc(old, size);
}

char *failing_strdup(const char *text)
{
    return runs_out(MEMORY_OF_OURS) ? NULL : strdup(text);
}

static void *json_allocate(size_t size)
{
    return runs_out(MEMORY_OF_JSON) ? NULL : malloc(size);
}

static void *sqlite_allocate(int size)
{
    return runs_out(MEMORY_OF_SQLITE) ? NULL : sqlite_plain.xMalloc(size);
}

static void *sqlite_reallocate(void *old, int size)
{
    return runs_out(MEMORY_OF_SQLITE) ? NULL : sqlite_plain.xRealloc(old, size);
}

void failing_memory_install(void)
{
    int rc = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_plain);
    sqlite3_mem_methods ours = sqlite_plain;
    ours.xMalloc = sqlite_allocate;
    ours.xRealloc = sqlite_reallocate;
    rc |= sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
    assert(rc == SQLITE_OK);
    (void)rc;
    json_set_alloc_funcs(json_allocate, free);
}

void failing_memory_at(enum memory_source source, uint64_t n, bool sticky)
{
    plan.source = source;
    plan.at = n;
    plan.sticky = sticky;
    plan.came = false;
    memset(plan.count, 0, sizeof plan.count);
}

void failing_memory_enter(void)
{
    assert(!inside);
    inside = true;
}

void failing_memory_leave(void)
{
    assert(inside);
    inside = false;
}

bool failing_memory_came(void)
{
    return plan.came;
}

uint64_t failing_memory_count(enum memory_source source)
{
    return plan.count[source];
}
