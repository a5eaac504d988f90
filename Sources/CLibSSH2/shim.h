#pragma once
#include <libssh2.h>

// libssh2 takes its callbacks as untyped pointers, by a function that 1.11.1 renamed and that 1.10 has only under the
// old name. Here they are typed, so that the compiler checks what Swift hands over.
typedef ssize_t (*dovesweep_receive)(libssh2_socket_t, void *, size_t, int, void **);
typedef ssize_t (*dovesweep_send)(libssh2_socket_t, const void *, size_t, int, void **);
typedef void (*dovesweep_disconnected)(LIBSSH2_SESSION *, int, const char *, int, const char *, int, void **);

static inline void dovesweep_set_callbacks(LIBSSH2_SESSION *session, dovesweep_receive receive, dovesweep_send send,
                                           dovesweep_disconnected disconnected)
{
#if LIBSSH2_VERSION_NUM >= 0x010b01
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_RECV, (libssh2_cb_generic *)receive);
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_SEND, (libssh2_cb_generic *)send);
    libssh2_session_callback_set2(session, LIBSSH2_CALLBACK_DISCONNECT, (libssh2_cb_generic *)disconnected);
#else
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)receive);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_SEND, (void *)send);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_DISCONNECT, (void *)disconnected);
#endif
}
