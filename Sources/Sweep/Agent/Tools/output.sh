# Tools: the output of a probe, in parts.

part() {
    echo "
$mark part $1"
    shift
    "$@" 2>&1
    status=$?
    echo "
$mark part-status $status"
}
# bounded SECONDS PROGRAM...: ends it then, if the host can. IFS may be anything here.
bounded() {
    seconds=$1
    shift
    case $limited in
    "") "$@" ;;
    "setsid timeout -k 1") setsid timeout -k 1 "$seconds" "$@" ;;
    "setsid timeout") setsid timeout "$seconds" "$@" ;;
    "timeout -k 1") timeout -k 1 "$seconds" "$@" ;;
    *) timeout "$seconds" "$@" ;;
    esac
}
# Sets `up` to the uptime in seconds.
now() {
    up=-
    [ -r /proc/uptime ] && read -r up rest </proc/uptime
}
say() { printf "%s\n" "$1"; }
# echo may interpret backslashes. An external printf shows its arguments to all users.
case $(command -v printf) in
/*) ! (print -r --) >/dev/null 2>&1 || say() { print -r -- "$1"; } ;;
esac
