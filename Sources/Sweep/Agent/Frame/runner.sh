# Frame: the shell of a probe, $1, whose own $1 is the account.

# Programs do not inherit these variables.
for name in mark opening tools limited settings written sections; do
    eval "value=\$$name; unset $name; $name=\$value"
done
probe=$1
shift
exec 4>&1 5<&0
trap "trap : TERM; kill -TERM 0" TERM
{
    trap : TERM
    {
        trap - TERM
        [ -z "$opening" ] || echo "$opening"
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
