# Frame: runs a probe, with a time limit.

# run DESCRIPTOR SECONDS NAME PROBE [NAME PROBE]... Each write is a packet, so the end mark is sent with the next output,
# but before a slow probe.
run() {
    from=$1 limit=$2
    shift 2
    now
    opening="$ended
$mark begin $1 $cap $up"
    if [ "$limit" -ge 10 ]; then
        echo "$opening"
        opening=''
    fi
    export opening
    # No function here: its process would be between this shell and the one to kill.
    if [ -n "$limited" ]; then
        $limited "$limit" "$shell" -c "$runner" runner "$user" "$@" <&"$from" 3<&- &
    else
        "$shell" -c "$runner" runner "$user" "$@" <&"$from" 3<&- &
    fi
    child=$!
    wait "$child"
    case $? in
    124 | 137 | 143) ending=timeout ;;
    *) ending='done' ;;
    esac
    child=''
    # Only the reader knows which of several took too long.
    [ "$ending" = 'done' ] || [ $# = 2 ] || set -- -
    while [ $# -gt 2 ]; do shift 2; done
    end "$1"
}

# run_together NAME PROBE...: in one shell, which costs the host less than one for each. If that takes too long, each runs
# alone, and the reader ignores what it has already.
run_together() {
    run 0 "$long" "$@"
    [ "$ending" = timeout ] || return 0
    while [ $# -gt 0 ]; do
        run 0 "$long" "$1" "$2"
        shift 2
    done
}

# answer_at_once NAME PROBE: runs a probe that cannot hang in this shell.
answer_at_once() {
    now
    say "$ended
$mark begin $1 $cap $up"
    eval "$2"
    say "
$mark status 0"
    ending='done'
    end "$1"
}

# end NAME: the mark for the next output.
end() {
    now
    ended="
$mark end $1 $ending $up
"
}
