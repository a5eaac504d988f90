# Tools: Dovecot's master process and its directory.

# The directory may belong to another user: only a number is shown.
master_pid() {
    if [ ! -e "$base/master.pid" ]; then cat "$base/master.pid"; return 1; fi
    number=
    if [ ! -h "$base/master.pid" ] && [ -f "$base/master.pid" ]; then read -r number <"$base/master.pid"; fi
    case $number in
    "" | *[!0-9]*) echo "master.pid holds no number" && return 1 ;;
    esac
    echo "$number"
}
is_roots() {
    name="" one=""
    while read -r name one rest; do [ "$name" != Uid: ] || break; done <"/proc/$1/status"
    [ "$name $one" = "Uid: 0" ]
} 2>/dev/null
base_dir() {
    setting base_dir
    base=$value
    [ -d "$base" ] || base=/run/dovecot
    [ -d "$base" ] || base=/var/run/dovecot
    loaded=$base/auth-client
    [ -e "$loaded" ] || loaded=$base/anvil
}
