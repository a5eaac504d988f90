# Frame: what goes over the channel besides the script: the password, `close` and `leave`.

# ask NAME SECONDS PROBE: a probe that reads the password from the channel, never from a variable, argument or file.
# It is not requested where Dovecot would log it (a few digits of its hash are harmless), or lacks PLAIN, which
# doveadm uses.
ask_password() {
    logged=''
    for name in auth_debug_passwords auth_verbose_passwords; do
        setting "$name"
        case $value in
        '' | no | sha1:[1-9] | sha1:1[0-6]) ;;
        *) logged="$logged$name = $value " ;;
        esac
    done
    setting auth_mechanisms
    case $value in
    '' | *[Pp][Ll][Aa][Ii][Nn]*) offers=PLAIN ;;
    *) offers='' ;;
    esac
    if [ -n "$unread" ]; then
        reason='the host might log it, as its configuration cannot be read'
    elif [ -n "$logged" ]; then
        reason="the host would log it: ${logged% }"
    elif [ -z "$offers" ]; then
        reason="doveadm tests it by PLAIN, which is not among auth_mechanisms = $value"
    else
        echo "$ended
$mark ready"
        ended=''
        read -r word reason <&3 || reason='the channel was closed'
        [ "$word" != go ] || reason=''
    fi
    export reason
    if [ -z "$reason" ]; then
        run 3 "$2" "$1" "$3"
        # A backend that hangs here also delays later probes.
        [ "$ending" != timeout ] || patience=4
    else
        # The probe's shell expands it.
        # shellcheck disable=SC2016
        run 0 "$2" "$1" 'echo "withheld: $reason"'
    fi
}

# Ends the agent when the channel closes, and passes on `close` and `leave`. It starts after the password is read.
watch_channel() {
    (
        while read -r line; do
            case $line in
            close) kill -USR1 "$main" ;;
            leave) kill -USR2 "$main" ;;
            esac
        done
        kill -TERM "$main"
    ) <&3 >/dev/null 2>&1 &
    watcher=$!
    exec 3<&-
}

wait_and_look() {
    echo "$ended
$mark waiting"
    ended='' waited=0
    while [ -z "$answer" ] && [ "$waited" -lt 60 ]; do
        # Short, as a signal before the wait does not end it.
        sleep 1 &
        child=$!
        wait "$child"
        kill "$child" 2>/dev/null
        child='' waited=$((waited + 1))
    done
    [ "$answer" != close ] || run 0 "$2" "$1" "$3"
}

leave() {
    trap '' TERM HUP PIPE INT
    if [ -n "$child" ]; then
        # GNU timeout can miss a child just forked, and a starting shell the signal. So the process group is killed
        # after a second.
        kill -TERM "$child" 2>/dev/null
        sleep 1
        kill -KILL -"$child" 2>/dev/null
    fi
    [ -z "$watcher" ] || kill -TERM "$watcher" 2>/dev/null
    exit "$1"
}
