# One host: from its file in hosts/ to a machine that answers.

host_exists() { # NAME
    [ -r "$lab/hosts/$1.sh" ] || die "there is no host $1: \`lab list\` names them"
}

# Reads a host's file into the variables of the calling shell, which should be a subshell.
host_load() { # NAME
    name=$1
    host_exists "$name"
    kind=container suite='' init=systemd accounts=system account_hash='' ssh_answers=yes
    known_hosts=current key=id_ed25519 family=4 families=one port=22 variables=''
    before_boot() { :; }
    after_boot() { :; }
    serve() { :; }
    # shellcheck source=/dev/null
    . "$lab/hosts/$name.sh"
    index=$(host_number "$name")
    address=$(host_address "$index" "$family")
    directory=$state/hosts/$name
    root=$directory/root
}

host_names() {
    local file
    for file in "$lab"/hosts/*.sh; do
        file=${file##*/}
        echo "${file%.sh}"
    done
}

# Hosts are numbered as they are first brought up, and keep their number, and so their address, until `down`.
hosts_number() { # NAME...
    local name
    touch "$state/numbers"
    for name; do
        # The coordinator is number 1.
        [ -n "$(host_number "$name")" ] || echo "$name $(($(wc -l <"$state/numbers") + 2))" >>"$state/numbers"
    done
}

host_number() { # NAME
    awk -v "name=$1" '$1 == name { print $2 }' "$state/numbers"
}

# A line of the host file's expectations: `host_expects d23-pam cause`.
host_expects() { # NAME WORD
    sed -n "s/^#= $2 //p" "$lab/hosts/$1.sh"
}

host_is_up() { # NAME
    [ -e "$state/hosts/$1/up" ] || return 1
    [ ! -e "$state/hosts/$1/runs" ] || cgroup_alive "$1"
}

host_up() { # NAME
    host_load "$1"
    host_remove "$name"
    mkdir -p "$directory"
    case $kind in
    container) container_up ;;
    namespace)
        network_attach "$name" "$index"
        touch "$directory/runs"
        namespace_boot
        ;;
    absent | nameless) ;;
    *) die "kind=$kind is no kind of host" ;;
    esac
    touch "$directory/up"
}

# No machine, only an interface, and what the host file's serve does behind it.
namespace_boot() {
    (
        cgroup_enter "$name"
        exec setsid ip netns exec "$prefix-$name" bash -euc "$(declare -f serve); serve"
    ) </dev/null >"$directory/console" 2>&1 &
}

container_up() {
    mkdir -p "$directory"/{upper,work,root}
    mount -t overlay "$prefix" "$root" \
        -o "lowerdir=$(image_path "$suite"),upperdir=$directory/upper,workdir=$directory/work"
    base_make
    [ "$init" = systemd ] || plain_make
    before_boot
    base_age
    network_attach "$name" "$index"
    touch "$directory/runs"
    container_boot
    container_wait
    inside "$name" bash -euc "$(declare -f after_boot); after_boot"
}

container_boot() {
    local start=(--boot)
    [ "$init" = systemd ] || start=(--kill-signal=SIGKILL /sbin/lab-init)
    # The subshell enters its control groups before it becomes systemd-nspawn, so that nothing ever runs outside them.
    (
        cgroup_enter "$name"
        exec setsid systemd-nspawn --quiet --directory="$root" --machine="$name" --register=no --keep-unit \
            --network-namespace-path="/run/netns/$prefix-$name" --capability=CAP_NET_ADMIN \
            --resolv-conf=off --console=pipe "${start[@]}"
    ) </dev/null >"$directory/console" 2>&1 &
}

# Up means: systemd has finished starting, nobody is kept out, and sshd answers across the network.
container_wait() {
    local deadline=$((SECONDS + 60))
    until container_started && { [ "$ssh_answers" = no ] || ssh_answers; }; do
        [ $SECONDS -lt $deadline ] || die "not up within 60 seconds; see $directory/console"
        sleep 0.3
    done
}

container_started() {
    if [ "$init" = plain ]; then
        inside "$name" test -e /run/lab-started 2>/dev/null
        return
    fi
    case $(inside "$name" systemctl is-system-running 2>/dev/null) in
    running | degraded) ! inside "$name" test -e /run/nologin ;;
    *) false ;;
    esac
}

ssh_answers() {
    local banner
    banner=$(ip netns exec "$prefix" timeout 3 bash -c "exec 3<>/dev/tcp/$address/$port && head -c 4 <&3" 2>/dev/null)
    [ "$banner" = SSH- ]
}

# A container as many are: no systemd, and a first process that starts what is wanted and reaps what dies.
plain_make() {
    rm "$root"/usr/bin/{systemctl,journalctl}
    install -m 0755 /dev/stdin "$root/sbin/lab-init" <<-'END'
		#!/bin/bash
		mkdir -p /run/sshd
		/usr/sbin/sshd
		/usr/sbin/dovecot
		touch /run/lab-started
		while :; do
		    sleep 1 &
		    wait
		done
	END
}

# Runs a command in a running host, as its root.
inside() { # NAME COMMAND...
    local name=$1 leader
    shift
    leader=$(cgroup_leader "$name")
    if [ -n "$leader" ]; then
        nsenter --target "$leader" --all \
            env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "TERM=${TERM:-dumb}" "$@"
    elif cgroup_alive "$name" && [ ! -d "$state/hosts/$name/root" ]; then
        ip netns exec "$prefix-$name" "$@"
    else
        say "$name is not running"
        return 1
    fi
}

host_remove() { # NAME
    cgroup_kill "$1"
    network_detach "$1"
    if mountpoint -q "$state/hosts/$1/root"; then umount "$state/hosts/$1/root"; fi
    rm -rf --one-file-system "$state/hosts/${1:?}"
}
