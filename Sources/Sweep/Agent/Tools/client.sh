# Tools: the addresses of this session.

# `198.51.100.1 40000 192.0.2.1 22`. sudo removes it from our environment, but not from its own.
came_from() {
    [ -z "$client" ] || return 0
    ends=${SSH_CONNECTION:-$SSH_CLIENT}
    [ -n "$ends" ] || ends=$(tr "\0" "\n" <"/proc/$parent/environ" 2>/dev/null | sed -n "s/^SSH_CONNECTION=//p")
    client=${ends%%[ %]*}
    server=${ends#* * }
    server=${server%%[ %]*}
    # SSH_CLIENT ends in a port.
    case $server in *[.:]*) ;; *) server='' ;; esac
    case $client$server in *[!0-9a-fA-F:.]*) client='' server='' ;; esac
}
