# Tools: commands that run as the mail user.

trail() {
    case $1 in /?*) trail "${1%/*}" ;; esac
    echo "${1:-/}"
}
# In the mount namespace of Dovecot, where systemd may make paths read-only.
within() {
    if [ -n "$inner" ]; then nsenter -t "$inner" -m "$@"; else "$@"; fi
}
# as_user COMMAND...: as the mail user ($uid, $gid, $groups), which can read the environment of these processes
# and keep them running. Hence the separate pipe.
as_user() {
    # setpriv takes 00 and 4294967296 for 0. Shells may count in 32 bits.
    for one in "$uid" ${gid:+"$gid"}; do
        case $one in
        "" | *[!0-9]* | 0?* | [4-9]????????? | ???????????*) echo "there is no user to look as" && return 1 ;;
        esac
    done
    case $uid in
    0) if [ "$self" = 0 ]; then echo "nothing of root is looked at" && return 1; fi ;;
    esac
    if [ -z "$sets" ]; then
        sets=no
        ! setpriv --clear-groups true 2>/dev/null || sets=yes
    fi
    all=$(may "$@" 2>&1)
    status=$?
    say "$all"
    return "$status"
}
may() {
    if [ "$uid" = "$self" ]; then within env -i PATH="$PATH" LC_ALL=C "$@"
    elif [ "$sets" = no ]; then
        within env -i PATH="$PATH" LC_ALL=C chroot --userspec="$uid:$gid" --groups="${groups:-$gid}" / "$@"
    elif [ -n "$groups" ]; then
        within env -i PATH="$PATH" LC_ALL=C setpriv --reuid "$uid" --regid "$gid" --groups "$groups" "$@"
    else within env -i PATH="$PATH" LC_ALL=C setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"
    fi
}
