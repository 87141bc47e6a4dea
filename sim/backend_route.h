/* Method and path → which call it is (paths of openapi.yaml). Pure. */
#ifndef SIM_BACKEND_ROUTE_H
#define SIM_BACKEND_ROUTE_H

#include "domain/exchange.h"

struct backend_route {
    enum exchange_op op;
    char application_id[APPLICATION_ID_SIZE]; /* from the path, empty when it has none */
    int64_t token;                            /* from the path, 0 when it has none */
};

/* 200 and *out_route; 404 for an unknown path, 405 for the wrong method. */
int backend_route_of(const char *method, const char *path, struct backend_route *out_route);

#endif
