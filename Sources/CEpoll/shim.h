#pragma once
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What Swift's Glibc leaves out: functions with variable arguments, gettid(2), and setpriority(2), which on Linux takes
   a thread. */
static inline int shim_set_not_dumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
static inline int shim_thread(void) { return (int)syscall(SYS_gettid); }
static inline void shim_set_nice(int thread, int nice) { (void)setpriority(PRIO_PROCESS, (id_t)thread, nice); }
