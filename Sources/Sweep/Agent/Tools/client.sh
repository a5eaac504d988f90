# Tools: the address that this session comes from.

# sudo removes SSH_CLIENT from our environment, but not from its own.
came_from() {
    [ -z "$client" ] || return 0
    client=$SSH_CLIENT
    [ -n "$client" ] || client=$(tr "\0" "\n" <"/proc/$parent/environ" 2>/dev/null | sed -n "s/^SSH_CLIENT=//p")
    client=${client%%[ %]*}
    case $client in *[!0-9a-fA-F:.]*) client= ;; esac
}
