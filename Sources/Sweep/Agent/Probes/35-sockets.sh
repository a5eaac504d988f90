# Probe sockets: the TCP ports that programs listen on.

eval "$tools"
if command -v ss >/dev/null; then part ss ss -tlnp
elif command -v netstat >/dev/null; then part netstat netstat -tlnp
else part sockstat sockstat -46l
fi
# The host's own addresses, if Dovecot does not listen on all.
addresses() {
    if [ -r /proc/net/fib_trie ]; then
        awk '
            $1 == "|--" { last = $2 }
            / host LOCAL/ { print last }
            FILENAME ~ /inet6/ { gsub(/..../, "&:", $1); print substr($1, 1, 39) }' /proc/net/fib_trie /proc/net/if_inet6
    else ifconfig | sed -n "s/^[[:space:]]*inet6\{0,1\} \([0-9a-f.:]*\).*/\1/p"
    fi
}
case $written in *"listen = "* | *"address = "*) part addresses addresses ;; esac
