# dovesweep's agent: looks at one Dovecot host and reports what it saw. It installs, writes and changes nothing.
#
# It is streamed to `sh -s` and is nothing but functions until the very last line, `dovesweep_agent NONCE SHELL USER
# WANTS`, calls the first: a stream that was cut runs nothing. Each probe is a line of shell that can be read, and run by hand, as it stands. Whatever a probe prints goes
# home raw and is judged there, framed by marks that bear the nonce of this session:
#
#   @NONCE hello VERSION COUNT UID          COUNT probes will be reported
#   @NONCE begin NAME CAP UPTIME            then the probe's output, CAP bytes at most
#   @NONCE status STATUS                    its exit status; missing where the output was cut or the time ran out
#   @NONCE errors                           then its standard error
#   @NONCE end NAME ENDING UPTIME           ENDING is `done` or `timeout`
#   @NONCE ready                            the probe account's password may come: `go`, a line end, the password,
#                                           a line end; or `skip` and why
#   @NONCE bye COUNT
dovesweep_agent() {
    mark=@$1 shell=$2 user=$3 wants=$4
    main=$$ child='' watcher='' count=0
    cap=65536
    PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    LC_ALL=C
    export PATH LC_ALL mark cap
    # From here on nothing reads the channel but what is given descriptor 3.
    exec 3<&0 </dev/null
    trap 'leave 143' TERM HUP PIPE INT

    if timeout -k 1 1 true 2>/dev/null; then limited='timeout -k 1'
    elif timeout 1 true 2>/dev/null; then limited=timeout
    else limited=''
    fi

    # Runs a probe under the time limit; the probe finds its account in $1. Its output and its errors are capped
    # apart, and the errors wait in their pipe until the output is complete.
    runner='
        probe=$1
        shift
        exec 4>&1
        {
            { eval "$probe"; status=$?; echo; echo "$mark status $status"; } 2>&6 4>&- 6>&- | head -c "$cap" >&4
        } 6>&1 | {
            exec 1>&4
            errors=$(head -c 8192)
            printf "\n%s errors\n%s" "$mark" "$errors"
        }'

    counting
    printf '\n%s hello 1 %s %s\n' "$mark" "$count" "$(id -u)"
    running
    printf '\n%s bye %s\n' "$mark" "$count"
    leave 0
}

# How the probes are listed twice: once to announce how many there will be, once to run them.
counting() {
    probe() { count=$((count + 1)); }
    ask() { count=$((count + 1)); }
    watch() { :; }
    probes
}

running() {
    probe() { run 0 "$@"; }
    ask() { ask_password "$@"; }
    watch() { watch_channel; }
    probes
}

# run DESCRIPTOR NAME SECONDS PROBE: one probe, its standard input being DESCRIPTOR.
run() {
    printf '\n%s begin %s %s %s\n' "$mark" "$2" "$cap" "$(uptime_now)"
    # No function here, whose process would stand between this shell and the one that it has to kill.
    if [ -n "$limited" ]; then
        $limited "$3" "$shell" -c "$runner" probe "$4" "$user" <&"$1" 3<&- &
    else
        "$shell" -c "$runner" probe "$4" "$user" <&"$1" 3<&- &
    fi
    child=$!
    wait "$child"
    case $? in
    124 | 137 | 143) ending=timeout ;;
    *) ending=done ;;
    esac
    child=''
    printf '\n%s end %s %s %s\n' "$mark" "$2" "$ending" "$(uptime_now)"
}

uptime_now() {
    up=-
    [ -r /proc/uptime ] && read -r up rest </proc/uptime
    echo "$up"
}

# ask NAME SECONDS PROBE: a probe that reads the password from the channel. The password is never in a variable, an
# argument or a file: the probe's program inherits the channel and reads it there. No password is asked for where
# Dovecot would write it to its log.
ask_password() {
    if logged=$(${limited:+$limited 10} doveconf auth_debug_passwords auth_verbose_passwords 2>/dev/null); then
        logged=$(echo "$logged" | sed -e '/ = no$/d')
    else
        logged='its configuration cannot be read'
    fi
    if [ -n "$logged" ]; then
        reason="the host would log it: $logged"
    else
        printf '\n%s ready\n' "$mark"
        read -r word reason <&3 || reason='the channel was closed'
        [ "$word" != go ] || reason=''
    fi
    export reason
    if [ -z "$reason" ]; then
        run 3 "$@"
    else
        run 0 "$1" "$2" 'echo "withheld: $reason"'
    fi
}

# Ends this agent when the channel is lost: its standard input ends then. It starts after the password has been read.
watch_channel() {
    (
        while read -r line; do :; done
        kill -TERM "$main"
    ) <&3 >/dev/null 2>&1 &
    watcher=$!
    exec 3<&-
}

leave() {
    trap '' TERM HUP PIPE INT
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
    [ -z "$watcher" ] || kill -TERM "$watcher" 2>/dev/null
    exit "$1"
}

# The probes, in the order in which they run: probe NAME SECONDS PROBE.
probes() {
    probe version 5 'dovecot --version'
    if [ -n "$user" ]; then
        if [ -n "$wants" ]; then
            ask password 60 'doveadm auth test -x service=imap -x no-penalty "$1"'
        fi
    fi
    watch
}
