# Probe service: how Dovecot is started, whether it runs, and files newer than its sockets, which a reload makes anew.

base_dir
main=$(readlink -- "$base/dovecot.conf" 2>/dev/null)
# Modules in the auth process whose package was removed.
removed() {
    # The line has no newline.
    read -r children <"/proc/$pid/task/$pid/children" || [ -n "$children" ] || return 0
    for one in $children; do
        { read -r name <"/proc/$one/comm"; } 2>/dev/null || continue
        [ "$name" = auth ] || continue
        grep -o "/[^ ]*/dovecot/[^ ]*[.]so (deleted)" "/proc/$one/maps" 2>/dev/null | while read -r file mark; do
            [ -e "$file" ] || say "$file"
        done
        return 0
    done
}
# What the unit withholds of what Dovecot keeps itself (2.3, 2.4: restrict_access_by_env), and small limits.
confined() {
    while read -r name value rest; do
        case $name in
        State:) case $value in T | t) say stopped ;; esac ;;
        Uid:) [ "$value" = 0 ] || return 0 ;;
        CapEff:)
            for one in 0_CHOWN 1_DAC_OVERRIDE 6_SETGID 7_SETUID 18_SYS_CHROOT; do
                [ $((0x${value#????????} >> ${one%%_*} & 1)) = 1 ] || say "lacks CAP_${one#*_}"
            done
            ;;
        esac
    done <"/proc/$pid/status"
    while read -r first second third value rest; do
        case "$second $third $value" in
        *" unlimited") ;;
        "address space "*) say "LimitAS $value" ;;
        "file size "*) say "LimitFSIZE $value" ;;
        "cpu time "*) say "LimitCPU $value" ;;
        esac
    done <"/proc/$pid/limits"
    # The list is long, and of interest only where processes die.
    [ "$answered" = 0 ] || systemctl show dovecot.service -p SystemCallFilter 2>/dev/null |
        sed -n "s/^SystemCallFilter=~\{0,1\}[@a-z].*/SystemCallFilter/p"
}
{
    [ -z "$woken" ] || part woken echo "$woken"
    systemd=$(part systemd systemctl show dovecot.service dovecot.socket \
        -p Id,LoadState,ActiveState,SubState,UnitFileState,Result,ExecMainStatus,NRestarts,Requires,BindsTo,User)
    say "$systemd"
    case $systemd in
    *"part-status 0"*)
        needed=$(say "$systemd" | while read -r line; do
            # Unit names have no blanks.
            case $line in Requires=* | BindsTo=*) for one in ${line#*=}; do
                case $one in
                -.mount | -.slice | sysinit.target | basic.target | network.target | network-online.target) ;;
                system.slice | machine.slice | dovecot.*) ;;
                *) echo "$one" ;;
                esac
            done ;;
            esac
        done)
        # shellcheck disable=SC2086
        [ -z "$needed" ] || part needed systemctl show -p Id,LoadState,ActiveState -- $needed
        ;;
    *)
        if command -v rc-update >/dev/null; then part openrc rc-update show
        elif command -v sysrc >/dev/null; then part rcconf sysrc -n dovecot_enable
        fi
        part first ps -o comm= -p 1
        ;;
    esac
    # It hangs where a process that it asks cannot start.
    part status bounded 6 doveadm service status imap-login pop3-login auth auth-worker imap pop3
    answered=$status
    [ "$answered" = 0 ] || part journal journalctl -u dovecot -n 20 --no-pager -o cat
    part pid master_pid
    pid=$(master_pid 2>/dev/null)
    case $pid in
    "") ;;
    *)
        if [ -r "/proc/$pid/cmdline" ]; then part master tr "\\0" " " <"/proc/$pid/cmdline"
        else part master ps -o args= -p "$pid"
        fi
        # After an upgrade the target ends in `(deleted)`.
        part binary readlink "/proc/$pid/exe"
        [ ! -r "/proc/$pid/task/$pid/children" ] || part removed removed
        [ ! -r "/proc/$pid/limits" ] || part confined confined
        # dash, bash, busybox and mksh have -ef.
        # shellcheck disable=SC3013
        [ ! -e "/proc/$pid/ns/net" ] || [ "/proc/$pid/ns/net" -ef /proc/self/ns/net ] || part network echo apart
        # The starting unit, if not dovecot.service.
        unit=
        while read -r line; do
            case $line in 0::*.service | [0-9]*:name=systemd:*.service) unit=${line##*/} && break ;; esac
        done <"/proc/$pid/cgroup"
        case $unit in
        "" | dovecot.service | *[!a-zA-Z0-9@_.:-]*) ;;
        *)
            part starter systemctl show "$unit" -p \
                Id,LoadState,ActiveState,SubState,UnitFileState,WantedBy,RequiredBy,UpheldBy,TriggeredBy
            ;;
        esac
        ;;
    esac
    # A shared directory such as /etc is not searched.
    case $main in
    */dovecot/*) main=${main%/*} ;;
    /*) ;;
    *) main= ;;
    esac
    [ -z "$main" ] || part unloaded find -L "$main" -type f -newer "$loaded" \
        "(" -name "*.conf" -o -name "*.ext" ")" ! -path "*$feed*"
} | scrub
