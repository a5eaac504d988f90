# Probe sockets: the TCP ports that programs listen on.

if command -v ss >/dev/null; then part ss ss -tlnp
elif command -v netstat >/dev/null; then part netstat netstat -tlnp
else part sockstat sockstat -46l
fi
# The host's own addresses, if Dovecot does not listen on all. A host may bind others too, as with VRRP.
addresses() {
    for one in /proc/sys/net/ipv4/ip_nonlocal_bind /proc/sys/net/ipv6/ip_nonlocal_bind; do
        value=0
        [ ! -r "$one" ] || read -r value <"$one"
        [ "$value" = 0 ] || say nonlocal
    done
    if [ -r /proc/net/fib_trie ]; then
        awk '
            $1 == "|--" { last = $2 }
            / host LOCAL/ { print last }
            FILENAME ~ /inet6/ { gsub(/..../, "&:", $1); print substr($1, 1, 39) }' /proc/net/fib_trie /proc/net/if_inet6
    else ifconfig | sed -n "s/^[[:space:]]*inet6\{0,1\} \([0-9a-f.:]*\).*/\1/p"
    fi
}
case $written in *"listen = "* | *"address = "*) part addresses addresses ;; esac
