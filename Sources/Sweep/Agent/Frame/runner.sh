# Frame: runner ACCOUNT NAME PROBE [NAME PROBE]... is the shell of these probes. Each has a process of its own, and the
# account as $1.

# Programs do not inherit these variables.
for name in mark opening tools limited settings written sections; do
    eval "value=\$$name; unset $name; $name=\$value"
done
account=$1
shift
killed=
exec 4>&1 5<&0
trap "killed=yes; trap : TERM; kill -TERM 0" TERM
eval "$tools"
while :; do
    probe=$2
    {
        trap : TERM
        {
            trap - TERM
            [ -z "$opening" ] || echo "$opening"
            set -- "$account"
            eval "$probe"
            status=$?
            echo
            echo "$mark status $status"
        } <&5 2>&6 4>&- 5<&- 6>&- | (trap "" TERM; exec head -c "$((cap + ${#opening} + 1))" >&4)
    } 6>&1 | {
        trap "" TERM
        # Usually there are none: this test needs no process.
        if IFS= read -r first || [ -n "$first" ]; then
            errors=$(printf "%.8192s\n" "$first"; exec head -c 8192)
            echo "
$mark errors" >&4
            printf "%.8192s" "$errors" >&4
        fi
    } &
    # Any signal ends a wait, so wait again. The next probe must not print before `head` has written the rest.
    reader=$!
    while kill -0 "$reader" 2>/dev/null; do wait "$reader"; done
    [ -z "$killed" ] || exit 143
    [ $# -gt 2 ] || exit 0
    now
    opening="
$mark end $1 done $up$feed
$mark begin $3 $cap $up"
    shift 2
done
