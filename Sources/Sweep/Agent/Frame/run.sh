# Frame: runs a probe, with a time limit.

# run DESCRIPTOR NAME SECONDS PROBE. Each write is a packet, so the end mark is sent with the next output, but
# before a slow probe.
run() {
    opening="$ended
$mark begin $2 $cap $(uptime_now)"
    if [ "$3" -ge 10 ]; then
        echo "$opening"
        opening=''
    fi
    export opening
    # No function here: its process would be between this shell and the one to kill.
    if [ -n "$limited" ]; then
        $limited "$3" "$shell" -c "$runner" probe "$4" "$user" <&"$1" 3<&- &
    else
        "$shell" -c "$runner" probe "$4" "$user" <&"$1" 3<&- &
    fi
    child=$!
    wait "$child"
    case $? in
    124 | 137 | 143) ending=timeout ;;
    *) ending='done' ;;
    esac
    child=''
    ended="
$mark end $2 $ending $(uptime_now)
"
}

# answer_at_once NAME PROBE: runs a probe that cannot hang in this shell.
answer_at_once() {
    up=-
    [ -r /proc/uptime ] && read -r up rest </proc/uptime
    say "$ended
$mark begin $1 $cap $up"
    eval "$2"
    say "
$mark status 0"
    ended="
$mark end $1 done $up
"
}

uptime_now() {
    up=-
    [ -r /proc/uptime ] && read -r up rest </proc/uptime
    echo "$up"
}
