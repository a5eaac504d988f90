# Frame: the agent, but for the files that it names. AgentFiles.swift puts the text of each file where it is read;
# the comments at the head of a file are left out.

# The agent of dovesweep: it reports on one Dovecot host. It installs, writes and changes nothing.
#
# It is streamed to `sh -s` as one function, which the last line calls, so a cut stream runs nothing:
#
#   dovesweep_agent NONCE SHELL USER WANTS PATIENCE
#
# PATIENCE times longer than usual may a probe take that waits for no backend (default: 1).
#
# Each probe can be run by hand as it is. Frames bear the nonce of the session:
#
#   @NONCE hello VERSION COUNT UID   COUNT probes follow; the last one only on request
#   @NONCE begin NAME CAP UPTIME     the output of a probe follows, at most CAP bytes
#   @NONCE part NAME                 the output of one of its commands follows
#   @NONCE part-status STATUS        the exit status of that command
#   @NONCE status STATUS             that of the probe; missing after a cut or a timeout
#   @NONCE errors                    its standard error follows, if any
#   @NONCE end NAME ENDING UPTIME    ENDING is `done` or `timeout`; NAME is `-` if it runs again alone
#   @NONCE ready                     asks for `go`, newline, password, newline; or `skip REASON`
#   @NONCE waiting                   asks for `close` (read the logs) or `leave` (end)
#   @NONCE bye COUNT
#
# Other users could forge reports with the nonce: it is in no argument, and only in the environment of the shells of
# probes. Directories of the mail user are read as that user (`as_user`).
dovesweep_agent() {
    counting() {
        probe() { count=$((count + 1)); }
        tell() { count=$((count + 1)); }
        together() { count=$((count + $# / 2)); }
        ask() { count=$((count + 1)); }
        watch() { :; }
        conclude() { count=$((count + 1)); }
        probes
    }

    running() {
        eval "$tools"
        learn
        mark_logs
        wake
        probe() { run 0 "$2" "$1" "$3"; }
        tell() { answer_at_once "$@"; }
        together() { run_together "$@"; }
        ask() { ask_password "$@"; }
        watch() { watch_channel; }
        conclude() { wait_and_look "$@"; }
        probes
    }

    . Frame/learn.sh
    . Frame/run.sh
    . Frame/channel.sh

    # probe NAME SECONDS PROBE. Those that may hang with a backend come last.
    probes() {
        # doveconf has printed the version already.
        if [ -n "$installed" ]; then
            # The agent's shell expands it.
            # shellcheck disable=SC2016
            tell version 'say "$installed"'
        else
            probe version "$short" '. Probes/10-version.sh'
        fi
        if [ -n "$user" ]; then
            case $wants in *password*)
                ask password 20 '. Probes/20-password.sh'
                ;;
            esac
        fi
        watch

        tell system '. Probes/25-system.sh'

        together \
            config '. Probes/30-config.sh' \
            sockets '. Probes/35-sockets.sh' \
            certificate '. Probes/40-certificate.sh' \
            service '. Probes/45-service.sh' \
            firewall '. Probes/50-firewall.sh' \
            runtime '. Probes/55-runtime.sh'

        # The paths to the mail, and the rights of the mail user there.
        if [ -n "$user" ]; then
            probe account "$patience" '. Probes/60-account.sh'
        fi

        # 2.4 exits 0 even if nothing answered. A stopped Dovecot has left lines in its log file, the journal or syslog.
        probe logs "$long" '. Probes/70-logs.sh'

        # `dovesweep agent --catalogue FILE` prints the probes of the operator, which have no use for our tools.
        if command -v dovesweep_own_probes >/dev/null; then dovesweep_own_probes; fi

        # The log lines about this sweep. The last start of a stopped Dovecot is found by the invocation id of its unit.
        case $wants in *closing*)
            conclude attempts "$long" '. Probes/80-attempts.sh'
            ;;
        esac
    }

    tools='. Tools/all.sh'
    export tools

    mark=@$1 shell=$2 user=$3 wants=$4
    short=$((${5:-1} * 5)) long=$((${5:-1} * 10))
    main=$$ parent=$PPID child='' watcher='' installed='' ended='''' unread='' answer='' count=0 patience=12
    cap=65536
    PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    LC_ALL=C
    self=$(id -u)
    export PATH LC_ALL mark cap parent wants self
    # From here on only commands with descriptor 3 read the channel.
    exec 3<&0 </dev/null
    trap 'leave 143' TERM HUP PIPE INT
    trap 'answer=close' USR1
    trap 'answer=leave' USR2

    # The limit must end a process group. GNU timeout creates one, that of busybox does not.
    if timeout --foreground -k 1 1 true 2>/dev/null; then limited='timeout -k 1'
    else
        if timeout -k 1 1 true 2>/dev/null; then limited='timeout -k 1'
        elif timeout 1 true 2>/dev/null; then limited=timeout
        else limited=''
        fi
        if [ -n "$limited" ] && setsid true 2>/dev/null; then limited="setsid $limited"; fi
    fi
    export limited

    # Runs a probe, whose $1 is the account. Errors wait in a pipe for the end of the output. The time limit does not
    # kill `head`, which then sends the output so far.
    runner='. Frame/runner.sh'

    counting
    echo "
$mark hello 2 $count $self"
    running
    echo "$ended
$mark bye $count"
    leave 0
}
