# Everything the lab starts lives in control groups of its own, $prefix/HOST: that is how it is found again and ended,
# by the very processes that were started and their descendants, also after a crash of this program.

# The mount points of the hierarchies that systemd uses: cgroup2, and on older set-ups its named one too.
cgroup_mounts() {
    awk '$3 == "cgroup2" || ($3 == "cgroup" && $4 ~ /(^|,)name=systemd(,|$)/) { print $2 }' /proc/self/mounts
}

cgroup_root() {
    awk -v "prefix=$prefix" '$3 == "cgroup2" { print $2 "/" prefix; exit }' /proc/self/mounts
}

# Moves the calling shell, and so what it executes.
cgroup_enter() { # NAME
    local mount
    for mount in $(cgroup_mounts); do
        mkdir -p "$mount/$prefix/$1"
        echo "$BASHPID" >"$mount/$prefix/$1/cgroup.procs"
    done
}

cgroup_alive() { # NAME
    grep -qs '^populated 1' "$(cgroup_root)/$1/cgroup.events"
}

# Ends all processes of a host, or of the lab when no host is named, and waits until they are gone.
cgroup_kill() { # [NAME]
    local mount group
    group=$(cgroup_root)${1:+/$1}
    if [ -d "$group" ]; then
        echo 1 >"$group/cgroup.kill"
        until grep -q '^populated 0' "$group/cgroup.events"; do sleep 0.05; done
    fi
    for mount in $(cgroup_mounts); do
        group=$mount/$prefix${1:+/$1}
        if [ -d "$group" ]; then find "$group" -depth -type d -exec rmdir {} +; fi
    done
}

# The process id of a container's first process, seen from outside; systemd puts itself into a group of its own.
cgroup_leader() { # NAME
    local payload
    payload=$(cgroup_root)/$1/payload
    cat "$payload"/{init.scope/,}cgroup.procs 2>/dev/null | head -n 1 || true
}
