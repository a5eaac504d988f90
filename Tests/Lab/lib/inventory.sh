# What an operator of these hosts would have at hand: an inventory, known_hosts, and names that resolve.

inventory_write() {
    local names name
    mapfile -t names < <(hosts_up)
    (umask 077 && inventory_text "${names[@]}" >"$state/inventory.ini")
    for name in "${names[@]}"; do (host_load "$name" && known_hosts_lines); done >"$state/known_hosts"
    # Written into the same file: who is in the namespace already sees the new names.
    {
        echo '127.0.0.1 localhost'
        for name in "${names[@]}"; do (host_load "$name" && hosts_line); done
    } >"/etc/netns/$prefix/hosts"
}

hosts_up() {
    local name
    for name in $(host_names); do
        if host_is_up "$name"; then echo "$name"; fi
    done
}

hosts_line() {
    [ "$kind" != nameless ] || return 0
    echo "$address $name.lab.example"
    if [ "$families" = both ]; then echo "$(host_address "$index" 6) $name.lab.example"; fi
}

inventory_text() { # NAME...
    local group
    echo "# The hosts of the lab that are up. Sweep them from the namespace $prefix: \`lab run COMMAND\`."
    for group in healthy broken unsweepable d23 d24; do inventory_group "$group" "$@"; done
    cat <<-END

		[all:vars]
		ansible_user=sweep
		ansible_become=true
		dovesweep_probe_password_file=$state/probe.password
		dovesweep_ca_file=$state/ca.pem
	END
}

# A host's line carries its variables in the group of its kind, and only its name in the group of its version.
inventory_group() { # GROUP NAME...
    local group=$1 name
    shift
    printf '\n[%s]\n' "$group"
    for name; do
        (
            host_load "$name"
            case $group in
            d23) if [ "$suite" = bookworm ]; then echo "$name"; fi ;;
            d24) if [ "$suite" = trixie ]; then echo "$name"; fi ;;
            "$(host_kind "$name")") inventory_line ;;
            esac
        )
    done
}

host_kind() { # NAME
    if [ "$(host_expects "$1" outcome)" != swept ]; then
        echo unsweepable
    elif [ "$(host_expects "$1" cause)" = none ]; then
        echo healthy
    else
        echo broken
    fi
}

inventory_line() {
    local line=$name
    [ "$kind" = nameless ] || line+=" ansible_host=$address"
    [ "$port" = 22 ] || line+=" ansible_port=$port"
    [ -z "$key" ] || line+=" ansible_ssh_private_key_file=$state/$key"
    line+=" dovesweep_probe_user=$(probe_user) dovesweep_public_name=$name.lab.example"
    echo "$line${variables:+ $variables}"
}

known_hosts_lines() {
    local public
    case $known_hosts in
    current)
        for public in "$root"/etc/ssh/ssh_host_*_key.pub; do
            if [ -e "$public" ]; then known_hosts_line "$public"; fi
        done
        ;;
    changed)
        # The host was installed anew since: the operator still has the key of before.
        [ -e "$directory/old_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$directory/old_key"
        known_hosts_line "$directory/old_key.pub"
        ;;
    absent) ;;
    esac
}

known_hosts_line() { # PUBLIC-KEY-FILE
    local known_as=$address,$name.lab.example
    [ "$port" = 22 ] || known_as="[$address]:$port,[$name.lab.example]:$port"
    echo "$known_as $(cut -d' ' -f1,2 "$1")"
}
