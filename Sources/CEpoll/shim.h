#pragma once
#include <sys/epoll.h>
#include <sys/prctl.h>

/* Swift imports no function with variable arguments. */
static inline int dovesweep_set_not_dumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
