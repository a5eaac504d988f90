# Namespaces: one for the coordinator, holding a bridge and no way out, and one for each host, joined by a veth pair.
# All names begin with the prefix, which tells a leftover from anything else on the machine.

coordinator_address=198.18.0.1

# Both ranges are set aside for benchmarking (RFC 2544, RFC 5180): they are nobody's on the net.
# The division rounds down, so that 250 hosts share a network.
# shellcheck disable=SC2017
host_address() { # INDEX FAMILY
    if [ "$2" = 6 ]; then echo "2001:2::1:$1"; else echo "198.18.$((1 + $1 / 250 * 2)).$(($1 % 250 + 1))"; fi
}

network_ensure() {
    [ ! -e "/run/netns/$prefix" ] || return 0
    # What `ip netns exec` shows in /etc: the names of the lab, and no resolver to ask for others.
    mkdir -p "/etc/netns/$prefix"
    echo 'hosts: files' >"/etc/netns/$prefix/nsswitch.conf"
    echo '127.0.0.1 localhost' >"/etc/netns/$prefix/hosts"
    ip netns add "$prefix"
    ip -n "$prefix" link set lo up
    ip -n "$prefix" link add "$prefix" type bridge
    ip -n "$prefix" link set "$prefix" up
    ip -n "$prefix" address add "$coordinator_address/15" dev "$prefix"
    ip -n "$prefix" address add 2001:2::1/64 dev "$prefix" nodad
}

# Gives a host its namespace with one interface, as its provider would.
network_attach() { # NAME INDEX
    local namespace=$prefix-$1 port=$prefix$2
    ip netns add "$namespace"
    ip -n "$prefix" link add "$port" type veth peer name eth0 netns "$namespace"
    ip -n "$prefix" link set "$port" master "$prefix" up
    ip -n "$namespace" link set lo up
    ip -n "$namespace" link set eth0 up
    ip -n "$namespace" address add "$(host_address "$2" 4)/15" dev eth0
    ip -n "$namespace" address add "$(host_address "$2" 6)/64" dev eth0 nodad
}

network_detach() { # NAME
    # Its interface pair goes with the namespace.
    if [ -e "/run/netns/$prefix-$1" ]; then ip netns delete "$prefix-$1"; fi
}

network_remove() {
    local namespace
    for namespace in /run/netns/"$prefix"-* /run/netns/"$prefix"; do
        if [ -e "$namespace" ]; then ip netns delete "${namespace##*/}"; fi
    done
    rm -rf "/etc/netns/$prefix"
}
