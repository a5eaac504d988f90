# dovesweep's agent: looks at one Dovecot host and reports what it saw. It installs, writes and changes nothing.
#
# It is streamed to `sh -s` and is one function, which the very last line, `dovesweep_agent NONCE SHELL USER WANTS`,
# calls: a stream that was cut runs nothing. Each probe is a piece of shell that can be read, and run by hand, as it
# stands. Whatever a probe prints goes home raw and is judged there, framed by marks that bear the nonce of this session:
#
#   @NONCE hello VERSION COUNT UID          COUNT probes will be reported, but for the last where it is not asked for
#   @NONCE begin NAME CAP UPTIME            then the probe's output, CAP bytes at most
#   @NONCE part NAME                        within it: what one of its commands printed follows
#   @NONCE part-status STATUS               and this is the command's exit status
#   @NONCE status STATUS                    its exit status; missing where the output was cut or the time ran out
#   @NONCE errors                           then its standard error, where it has any
#   @NONCE end NAME ENDING UPTIME           ENDING is `done` or `timeout`
#   @NONCE ready                            the probe account's password may come: `go`, a line end, the password,
#                                           a line end; or `skip` and why
#   @NONCE waiting                          the log may be read for what the coordinator has tried meanwhile: `close` has
#                                           it read, `leave` ends the agent
#   @NONCE bye COUNT
#
# The nonce is a secret: other users of the host could forge a report with it. It is in no argument, and in the environment
# of the probes' own shells alone. What lies in a directory of the mail user's is read as that user (`as_user`).
dovesweep_agent() {
    # How the probes are listed twice: once to announce how many there will be, once to run them.
    counting() {
        probe() { count=$((count + 1)); }
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
        probe() { run 0 "$@"; }
        ask() { ask_password "$@"; }
        watch() { watch_channel; }
        conclude() { wait_and_look "$@"; }
        probes
    }

    # What several probes need of the configuration, asked for once. It comes to them by the environment: with no secret in
    # it, and only where it is not too much for that (128 KiB, says Linux).
    learn() {
        # 2.3 and 2.4 name their settings differently, and each skips in silence the names that it does not know.
        of_settings='auth_mechanisms ssl ssl_cert ssl_key ssl_server_cert_file ssl_server_key_file
            ssl_min_protocol protocols listen base_dir log_path info_log_path mail_location mail_driver
            mail_path mail_home mail_inbox_path mail_uid mail_gid first_valid_uid last_valid_uid disable_plaintext_auth
            auth_allow_cleartext auth_debug_passwords auth_verbose_passwords auth_username_format
            default_login_user default_internal_user login_trusted_networks haproxy_trusted_networks
            auth_debug mail_debug auth_cache_size mail_access_groups mail_index_path mail_control_path
            debug_log_path instance_name auth_username_chars auth_username_translation ssl_alt_cert mail_chroot
            valid_chroot_dirs
            ssl_server_alt_cert_file auth_ssl_require_client_cert'
        of_sections='service/imap-login service/pop3-login service/auth ssl_server/cert_file ssl_server/key_file
            ssl_server/alt_cert_file'
        written=$(learned -n)
        written_status=$?
        # 2.3 reads all of its configuration again for each name, but not for -a; 2.4 has no defaults there.
        # shellcheck disable=SC2086
        case $written_status$feed$written in
        0*"$feed# 2."[0-3].*) all=$(configured -aP) ;;
        *) all=$(configured $of_settings $of_sections) ;;
        esac
        settings_status=$?
        # shellcheck disable=SC2086
        settings=$(say "$all" | about $of_settings | known)
        # shellcheck disable=SC2086
        sections=$(say "$all" | about $of_sections | known)
        all=''
        [ "$settings_status" = 0 ] || unread=yes written='' sections=''
        [ ${#written} -lt 65536 ] || written=''
        [ ${#sections} -lt 32768 ] || sections=''
        export settings settings_status written written_status sections of_sections
    }

    # Where the logs end as the agent begins: what is added from now on may be about this sweep. Each file is a line: its
    # inode, size and path.
    mark_logs() {
        began=$(date +%s)
        logs=''
        for name in log_path info_log_path debug_log_path; do
            setting "$name"
            case $value in
            /dev/*) ;;
            /*) logs="$logs$value$feed" ;;
            esac
        done
        own_logs=$logs
        for one in mail.log maillog messages syslog auth.log secure; do
            [ -h "/var/log/$one" ] || [ ! -f "/var/log/$one" ] || logs="$logs/var/log/$one$feed"
        done
        log_marks=''
        IFS=$feed
        [ -z "$logs" ] || log_marks=$(ls -lindL -- $logs 2>/dev/null </dev/null | sed "s/^ *\([0-9]*\) [^ ]* *[0-9]* *[0-9]* *[0-9]* *\([0-9]*\) [^\/]*\//\1 \2 \//")
        unset IFS
        came_from
        export began own_logs log_marks client
    }

    # A Dovecot that waits behind systemd's socket has nothing to show. One connection starts it, as any client's would.
    wake() {
        woken=''
        base_dir
        if [ -e "$base/master.pid" ] || ! command -v openssl >/dev/null; then return; fi
        units=$(${limited:+$limited 5} systemctl show dovecot.service dovecot.socket -p ActiveState,Listen 2>/dev/null)
        case $units in *ActiveState=inactive*ActiveState=active*) ;; *) return ;; esac
        woken=$(echo "$units" | sed -n -e 's/0\.0\.0\.0:/127.0.0.1:/' -e 's/\[::]:/[::1]:/' -e '/^Listen=.* (Stream)$/{
            s/^Listen=\(.*\) (Stream)$/\1/p
            q
        }')
        [ -z "$woken" ] || ${limited:+$limited 5} openssl s_client -connect "$woken" >/dev/null 2>&1
        export woken
    }

    # run DESCRIPTOR NAME SECONDS PROBE: one probe, its standard input being DESCRIPTOR. Its end is said together with
    # what comes next, since each write is a packet: with the output of a probe that is quick, ahead of one that may hang.
    run() {
        opening="$ended
$mark begin $2 $cap $(uptime_now)"
        if [ "$3" -ge 10 ]; then
            echo "$opening"
            opening=''
        fi
        export opening
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
        ended="
$mark end $2 $ending $(uptime_now)
"
    }

    uptime_now() {
        up=-
        [ -r /proc/uptime ] && read -r up rest </proc/uptime
        echo "$up"
    }

    # ask NAME SECONDS PROBE: a probe that reads the password from the channel. The password is never in a variable, an
    # argument or a file: the probe's program inherits the channel and reads it there. No password is asked for where
    # Dovecot would write it to its log (a few digits of its hash tell nobody what it is), nor where Dovecot does not offer
    # PLAIN, by which doveadm tests it.
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
            run 3 "$@"
            # A backend that has kept this waiting for so long keeps the rest waiting too.
            [ "$ending" != timeout ] || patience=4
        else
            run 0 "$1" "$2" 'echo "withheld: $reason"'
        fi
    }

    # Ends this agent when the channel is lost: its standard input ends then. It starts after the password has been read, and
    # passes on what the coordinator says of the last look.
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

    # wait_and_look NAME SECONDS PROBE: a probe that runs once the coordinator asks for it, or never.
    wait_and_look() {
        echo "$ended
$mark waiting"
        ended='' waited=0
        while [ -z "$answer" ] && [ "$waited" -lt 60 ]; do
            # No longer, as a signal that comes before the wait does not end it.
            sleep 1 &
            child=$!
            wait "$child"
            kill "$child" 2>/dev/null
            child='' waited=$((waited + 1))
        done
        [ "$answer" != close ] || run 0 "$@"
    }

    leave() {
        trap '' TERM HUP PIPE INT
        if [ -n "$child" ]; then
            # GNU's timeout forgets a child that it has just forked, and a shell that is starting one may miss the
            # signal: a second later the whole group goes (it is a process group).
            kill -TERM "$child" 2>/dev/null
            sleep 1
            kill -KILL -"$child" 2>/dev/null
        fi
        [ -z "$watcher" ] || kill -TERM "$watcher" 2>/dev/null
        exit "$1"
    }

    # The probes, in the order in which they run: probe NAME SECONDS PROBE. What may hang with a backend comes last.
    probes() {
        probe version 5 'dovecot --version'
        if [ -n "$user" ]; then
            case $wants in *password*)
                ask password 20 '
                    eval "$tools"
                    all=$(doveadm auth test -x service=imap ${client:+-x "rip=$client"} -x no-penalty "$1" 2>&1)
                    status=$?
                    # Of the fields the names, and the code that says why.
                    say "$all" | sed -n -e "/^passdb: /p" -e "/^extra fields:/p" -e "/^  code=[a-z_]*$/{" -e p -e d -e "}" \
                        -e "s/^\(  [a-zA-Z_0-9]*\).*/\1=(withheld)/p"
                    say "$all" | sed -e "/^passdb: /d" -e "/^extra fields:/d" -e "/^  [a-zA-Z_0-9]/d" -e "/^$/d" | scrub >&2
                    (exit "$status")'
                ;;
            esac
        fi
        watch

        probe system 5 '
            eval "$tools"
            part time date +%s
            part release cat /etc/os-release
            part id id'

        # -x also reads the files that settings name; it prints what it read, so only its errors are kept.
        probe config 10 '
            eval "$tools"
            loads() { doveconf -xn 2>&1 >/dev/null; }
            settings() { say "$settings" && return "$settings_status"; }
            {
                part written written
                part loads loads
                part settings settings
                part sections sections
            } | scrub'

        probe sockets 5 '
            eval "$tools"
            if command -v ss >/dev/null; then part ss ss -tlnp
            elif command -v netstat >/dev/null; then part netstat netstat -tlnp
            else part sockstat sockstat -46l
            fi'

        # The private key stays; its public half is what the certificate is compared with.
        probe certificate 10 '
            eval "$tools"
            base_dir
            # 2.4.1 knows the files'\'' names only in their section.
            file_of() {
                setting "ssl_$1"
                case $value in
                "<"*) value=${value#<} ;;
                *)
                    setting "ssl_server_$1_file"
                    [ -n "$value" ] || value=$(sections 2>/dev/null | sed -n "s/^  $1_file = //p")
                    ;;
                esac
                case $value in "" | /*) ;; *) value=$(absolute "$1" "$value") ;; esac
            }
            # 2.3 and 2.4 take a relative path from the file that the setting stands in.
            absolute() {
                main_file
                place=$(find -L "${main%/*}" -type f -name "*.conf" ! -path "*$feed*" | sort | while read -r one; do
                    ! sed -n -e "s/[[:space:]]*$//" -e "s/^[[:space:]]*ssl_$1[[:space:]]*=[[:space:]]*<//p" \
                        -e "s/^[[:space:]]*\(ssl_server_\)\{0,1\}$1_file[[:space:]]*=[[:space:]]*//p" -- "$one" |
                        grep -qxF -- "$2" || say "${one%/*}"
                done | tail -n 1)
                say "${place:-${main%/*}}/$2"
            }
            file_of cert
            certificate=$value
            file_of key
            key=$value
            file_of alt_cert
            alternative=$value
            # The files may lie in a directory of another program'\''s user: no device and no FIFO is opened, and of a
            # file that is no certificate nothing is shown.
            is_file() { [ ! -e "$1" ] || [ -f "$1" ] || { echo "$1 is not a regular file"; return 1; }; }
            chain() {
                is_file "$certificate" && sed -n -e "/^-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/,/^-----END/{" \
                    -e "/^[A-Za-z0-9+\/=]*[[:space:]]*$/p" -e "/^-----[A-Z0-9 ]*CERTIFICATE-----[[:space:]]*$/p" -e "}" \
                    -- "$certificate"
            }
            public_key() { is_file "$key" && openssl pkey -in "$key" -pubout -passin pass:; }
            # That of a key, where there is one: certificates or parameters may come before it.
            key_label() {
                is_file "$key" && [ -r "$key" ] && awk '\''
                    /^-----BEGIN [A-Z0-9 ]*-----/ {
                        sub(/^-----BEGIN /, "")
                        sub(/-----.*/, "")
                        if (first == "" || / KEY$/ && first !~ / KEY$/) first = $0
                    }
                    END { print first }'\'' "$key"
            }
            newer() {
                case $certificate in -*) return ;; esac
                case $key in -*) return ;; esac
                find -L "$certificate" "$key" -newer "$loaded"
            }
            {
                part certificate-path echo "$certificate"
                part key-path echo "$key"
                if [ -n "$certificate" ]; then
                    part certificate-file ls -lL -- "$certificate"
                    part certificate chain
                    part unloaded newer
                fi
                if [ -n "$key" ]; then
                    part key-file ls -lL -- "$key"
                    folder=${key%/*}
                    above=${folder%/*}
                    part key-directories ls -ldL -- "${folder:-/}" "${above:-/}"
                    part key public_key
                    # Its label says what is in it, and no more.
                    [ "$status" = 0 ] || part key-label key_label
                fi
                if [ -n "$alternative" ]; then
                    certificate=$alternative
                    part alternative-path echo "$certificate"
                    part alternative chain
                fi
            } | scrub'

        # Dovecot makes its sockets anew whenever it loads its configuration: what is newer than they are is not loaded.
        probe service 10 '
            eval "$tools"
            base_dir
            main=$(readlink -- "$base/dovecot.conf" 2>/dev/null)
            # What an auth process has loaded, and no other could load any more: its package was removed.
            removed() {
                # The line has no end.
                read -r children <"/proc/$pid/task/$pid/children" || [ -n "$children" ] || return 0
                for one in $children; do
                    { read -r name <"/proc/$one/comm"; } 2>/dev/null || continue
                    [ "$name" = auth ] || continue
                    grep -o "/[^ ]*/dovecot/[^ ]*[.]so (deleted)" "/proc/$one/maps" | while read -r file mark; do
                        [ -e "$file" ] || say "$file"
                    done
                    return 0
                done
            }
            {
                [ -z "$woken" ] || part woken echo "$woken"
                part systemd systemctl show dovecot.service dovecot.socket \
                    -p Id,LoadState,ActiveState,SubState,UnitFileState,Result,ExecMainStatus,NRestarts
                if [ "$status" != 0 ]; then
                    if command -v rc-update >/dev/null; then part openrc rc-update show
                    elif command -v sysrc >/dev/null; then part rcconf sysrc -n dovecot_enable
                    fi
                    part first ps -o comm= -p 1
                fi
                part status doveadm service status imap-login pop3-login auth auth-worker imap pop3
                [ "$status" = 0 ] || part journal journalctl -u dovecot -n 20 --no-pager -o cat
                part pid master_pid
                pid=$(master_pid 2>/dev/null)
                case $pid in
                "") ;;
                *)
                    if [ -r "/proc/$pid/cmdline" ]; then part master tr "\\0" " " <"/proc/$pid/cmdline"
                    else part master ps -o args= -p "$pid"
                    fi
                    # An upgrade puts another file in its place: the name then ends in `(deleted)`.
                    part binary readlink "/proc/$pid/exe"
                    [ ! -r "/proc/$pid/task/$pid/children" ] || part removed removed
                    [ ! -e "/proc/$pid/ns/net" ] || [ "/proc/$pid/ns/net" -ef /proc/self/ns/net ] || part network echo apart
                    # The unit that started it, where that is another than in the package.
                    unit=$(sed -n -e "s/^[0-9]*:name=systemd:/0::/" -e "/^0::.*[.]service$/{
                        s/.*\///p
                        q
                    }" "/proc/$pid/cgroup" 2>/dev/null)
                    case $unit in
                    "" | dovecot.service | *[!a-zA-Z0-9@_.:-]*) ;;
                    *)
                        part starter systemctl show "$unit" -p \
                            Id,LoadState,ActiveState,SubState,UnitFileState,WantedBy,RequiredBy,UpheldBy,TriggeredBy
                        ;;
                    esac
                    ;;
                esac
                # A directory of its own is looked through; one that it shares (/etc) is not its configuration.
                case $main in
                */dovecot/*) main=${main%/*} ;;
                /*) ;;
                *) main= ;;
                esac
                [ -z "$main" ] || part unloaded find -L "$main" -type f -newer "$loaded" \
                    "(" -name "*.conf" -o -name "*.ext" ")" ! -path "*$feed*"
            } | scrub'

        # What the kernel filters by. ufw, firewalld and fail2ban are known there by the names of their chains, and asking
        # them (in Python) would cost more than all else. Of the addresses in sets, and of rules for one address each,
        # there may be many thousands: beside the first few only the one that we come from is kept.
        probe firewall 5 '
            eval "$tools"
            came_from
            brief() {
                awk -v client="$client" '\''
                    function is_ours(line,  count, words, i) {
                        count = split(line, words, /[ \t,{}\/]+/)
                        for (i = 1; i <= count; i++) if (client != "" && words[i] == client) return 1
                        return 0
                    }
                    /elements = / { lines = 1; inside = 1 }
                    inside {
                        if (lines++ < 4 || is_ours($0)) print substr($0, 1, 300)
                        if (/}/) inside = 0
                        next
                    }
                    / -s [0-9a-f.:]+\/(32|128) / && singles++ >= 20 && !is_ours($0) { next }
                    /^add / && !is_ours($0) { next }
                    { print substr($0, 1, 300) }'\''
            }
            shortened() {
                all=$("$@" 2>&1)
                status=$?
                echo "$all" | brief
                return $status
            }
            part client echo "$client"
            rules=
            if command -v nft >/dev/null; then
                rules=$(part nft shortened nft -a -s list ruleset)
                echo "$rules"
            fi
            # iptables makes its tables among those of nftables, but for its old kind. Where it has none it is not asked.
            old=$(cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null)
            case $rules in
            "" | *"table ip "* | *"table ip6 "*) old=all ;;
            esac
            [ -z "$old" ] || for one in iptables-save ip6tables-save; do
                ! command -v "$one" >/dev/null || part "$one" shortened "$one"
            done
            ! command -v ipset >/dev/null || part ipset shortened ipset save'

        # Sockets of other programs (Postfix) lie elsewhere, by an absolute path. So do the files that backends read. Of
        # files that hold passwords only the names and modes are looked at.
        probe runtime 5 '
            eval "$tools"
            base_dir
            folder= backends= listeners=
            found=$(written 2>/dev/null | sed -n -e "s/^# [0-9][^:]*: \(\/.*\)\/[^\/]*$/folder \1/p" \
                -e "s/^  args = \(.* \)*\(\/[^ %]*\)$/backend \2/p" -e "s/^ *passwd_file_path = \([^%]*\)$/backend \1/p" \
                -e "s/^ *sqlite_path = \([^%]*\)$/backend \1/p" \
                -e "s/^ *unix_listener \"*\(\/[^ \"]*\)\"* {$/listener \1/p")
            set -f
            IFS=$feed
            for one in $found; do
                case $one in
                "folder "*/dovecot) folder=${one#folder } ;;
                "backend "*)
                    case $feed$backends in
                    *"$feed${one#backend }$feed"*) ;;
                    *) backends=$backends${one#backend }$feed ;;
                    esac
                    ;;
                "listener "*) listeners=$listeners${one#listener }$feed ;;
                esac
            done
            # Where its logs are written, which it does not start without.
            logs=
            for name in log_path info_log_path debug_log_path; do
                setting "$name"
                case $value in
                /dev/*) ;;
                /*)
                    value=${value%/*}
                    logs=$logs${value:-/}$feed
                    ;;
                esac
            done
            unset IFS
            part directory echo "$base"
            # A name may hold a line end, and busybox always hides it.
            quiet=
            ! ls -q /dev/null >/dev/null 2>&1 || quiet=q
            part base ls -la$quiet -- "$base"
            part login ls -la$quiet -- "$base/login"
            setting default_login_user
            part login-user id -- "${value:-dovenull}"
            setting default_internal_user
            part internal-user id -- "${value:-dovecot}"
            [ -z "$logs" ] || part logs ls -ldL -- $logs
            part backends ls -lL -- /dev/null $backends
            part listeners ls -ldL -- /dev/null $listeners
            part pam ls -l /etc/pam.d/dovecot /etc/pam.d/other
            part folders ls -ldL -- $(for one in $backends; do echo "${one%/*}"; done | sort -u) /dev/null
            exposed=
            [ -z "$backends" ] || exposed=$(find -L $backends -maxdepth 0 -type f -perm -004 2>/dev/null)
            # Files with a password that everybody may read, through directories that everybody may enter: their names.
            secrets() {
                open=
                [ -z "$folder" ] || open=$(find -L "$folder" -type d ! -perm -001 -prune \
                    -o -type f -perm -004 "(" -name "*.conf" -o -name "*.ext" ")" ! -path "*$feed*" -print) || return 2
                # What else backends read, as a program that checks passwords.
                open=$open$feed$exposed
                # Paths are lines: they may hold blanks.
                IFS=$feed
                secret="^[[:space:]]*(connect[[:space:]]*=.*password=|"
                secret="$secret([a-z_0-9]*_)?(password|dnpass|secret|api_key)[[:space:]]*=[[:space:]]*[^[:space:]#<%$])"
                grep -lE "$secret" /dev/null $open
                # 1 is none.
                [ $? -le 1 ]
            }
            part secrets secrets
            # Files that everybody may read, in which no account has a password: of accounts to turn away, or of a userdb.
            bare() {
                for one in $exposed; do
                    awk -F: '\''!/^#/ && $2 != "" && $2 !~ /^[x*!]+$/ { exit 1 }'\'' "$one" && say "$one"
                done
            }
            [ -z "$exposed" ] || part bare bare'

        # What lies on the way to the mail of the account, and what the owner of that mail may do there.
        if [ -n "$user" ]; then
            probe account "$patience" '
                eval "$tools"
                account=$1
                {
                # Dovecot answers anybody else with an error, and writes one to its log.
                me=root
                [ "$self" = 0 ] || me=$(id -un)
                asked() {
                    case $me in
                    root | dovecot | "$account") doveadm "$@" ;;
                    *) echo "Permission denied: only root and dovecot may look accounts up" && return 77 ;;
                    esac
                }
                # As a login from there asks: a database may serve one protocol, or some addresses, alone.
                lookup=$(part lookup asked auth lookup -x service=imap ${client:+-x "rip=$client"} "$account")
                say "$lookup" | passdb_fields
                # The userdb is asked about the name that the passdb gives the account.
                known_as=$(say "$lookup" | sed -n "s/^  user *: //p" | sed q)
                case $known_as in "" | -*) known_as=$account ;; esac
                [ "$known_as" = "$account" ] || part name say "$known_as"
                # In 2.4, doveadm does not read the section of protocol imap: it gets those settings as options.
                overrides=$(written 2>/dev/null | awk '\''
                    /^protocol imap [{]$/ { inside = 1; next }
                    /^[}]/ { inside = 0 }
                    inside && /^  mail_(driver|path|home|inbox_path|index_path|control_path) = [^"]*$/ {
                        sub(/^ +/, "")
                        sub(/ = /, "=")
                        print "-o\n" $0
                    }'\'')
                for_imap() {
                    IFS=$feed
                    set -f
                    asked $overrides "$@"
                    status=$?
                    set +f
                    unset IFS
                    return "$status"
                }
                known=$(part user for_imap user -x service=imap "$known_as" | user_fields)
                say "$known"
                # What a passwd-file has of the account beside its password: by which scheme that is stored, and what it
                # tells a prefetch userdb. Only where nobody but root can have put the file there.
                stored() {
                    written 2>/dev/null | sed -n -e "/^passdb/,/^}/{" \
                        -e "s/^  args = \(.* \)*\(\/[^ %]*\)$/\2/p" -e "s/^  passwd_file_path = \(\/[^%]*\)$/\1/p" \
                        -e "}" |
                    while read -r one; do
                        if [ "$self" != 0 ] || [ ! -f "$one" ] || [ -h "$one" ]; then continue; fi
                        [ "$(reader_of "$one")" = "0 0" ] || continue
                        account=$account awk '\''
                            index($0, ENVIRON["account"] ":") == 1 {
                                rest = substr($0, length(ENVIRON["account"]) + 2)
                                if (match(rest, /^[{][A-Za-z0-9.-]+[}]/)) print "scheme " substr(rest, 2, RLENGTH - 2)
                                for (i = 0; i < 6; i++) if (!sub(/^[^:]*:/, "", rest)) exit
                                count = split(rest, words, " ")
                                for (i = 1; i <= count; i++) {
                                    if (words[i] ~ /^allow_(real_)?nets=/) {
                                        print "allow_nets\t" substr(words[i], index(words[i], "=") + 1)
                                    }
                                    if (words[i] !~ /^userdb_(uid|gid|home|mail|mail_path)=/) continue
                                    sub(/^userdb_/, "", words[i])
                                    sub(/=/, "\t", words[i])
                                    print words[i]
                                }
                                exit
                            }'\'' "$one"
                    done
                }
                case $written in
                *passwd-file* | "") stored=$(part stored stored) ;;
                *) stored=$(part stored :) ;;
                esac
                say "$stored"
                # A prefetch userdb answers no lookup: its fields are those of the passdb, and the path is worked out here.
                prefetched=
                if [ "${known%"$mark part-status 0"}" = "$known" ] && written 2>/dev/null | awk '\''
                    /^userdb/ { inside = 1; count++; name = $2 }
                    inside && $1 == "driver" { name = $3 }
                    inside && /^}/ { inside = 0; if (name != "prefetch") { count = 0; exit } }
                    END { exit !count }'\''
                then
                    known="$known
$stored"
                    prefetched=yes
                fi
                field() {
                    rest=${known#*"
$1	"}
                    [ "$rest" = "$known" ] || echo "${rest%%"
"*}"
                }
                # The mailbox itself; without -t it would be where its indexes are.
                path_of() {
                    [ -z "$prefetched" ] || { maildir; return; }
                    place=$(for_imap mailbox path -u "$known_as" -t "$1" INBOX 2>&1)
                    status=$?
                    say "$place" | outside_chroot
                    return "$status"
                }
                # As the host has it: of a user who is shut into a directory Dovecot tells what he sees.
                outside_chroot() {
                    setting mail_chroot
                    jail=$value
                    setting valid_chroot_dirs
                    place=$(field home)
                    # The userdb may shut him in; of that doveadm says nothing.
                    for one in $(say "$value" | tr ":" " "); do
                        if [ -z "$jail" ] && [ -d "$one$place" ] && [ ! -e "$place" ]; then jail=$one; fi
                    done
                    case $jail in
                    /*) jail=${jail%/} awk '\''{ print (/^\// ? ENVIRON["jail"] : "") $0 }'\'' ;;
                    *) cat ;;
                    esac
                }
                maildir() {
                    place=$(field mail)
                    [ -n "$place" ] || { setting mail_location && place=$value; }
                    case $place in
                    maildir:*) place=${place#maildir:} place=${place%%:*} ;;
                    "")
                        setting mail_driver
                        [ "$value" = maildir ] || return
                        place=$(field mail_path)
                        [ -n "$place" ] || { setting mail_inbox_path && place=$value; }
                        [ -n "$place" ] || { setting mail_path && place=$value; }
                        ;;
                    *) return 1 ;;
                    esac
                    case $place in "~/"*) place=$(field home)/${place#"~/"} ;; esac
                    case $place in
                    *%*) return 1 ;;
                    /*) say "$place" ;;
                    *) return 1 ;;
                    esac
                }
                found=$(part inbox path_of mailbox)
                say "$found"
                # Where indexes and control files lie apart from the mail, or the mail is an mbox.
                apart() {
                    case $(field mail) in mbox:* | *:INDEX=* | *:CONTROL=*) return 0 ;; esac
                    setting mail_driver
                    [ "$value" != mbox ] || return 0
                    setting mail_index_path
                    [ -z "$value" ] || return 0
                    setting mail_control_path
                    [ -n "$value" ]
                }
                # The directories on the way, which the configuration names, and what the user has put into the last ones.
                trails() {
                    for one in "$home" "$path" "$index" "$control"; do
                        case $one in /*) trail "$one" ;; esac
                    done | sort -u
                }
                # Links that are not root'\''s own: ls above shows where they lead.
                links() { find $ways $contents -prune -type l ! -user 0 2>/dev/null; }
                # Those that lead nowhere, and where they would.
                dangling() {
                    for one in $ways $contents; do
                        if [ -h "$one" ] && [ ! -e "$one" ]; then say "$one -> $(readlink -- "$one" | sed q)"; fi
                    done
                }
                # What the mail user can do and see there, asked as that user in one go: each process costs. Paths are lines:
                # they may hold blanks, and stars that no shell should try to expand.
                visit='\''
                    root=$1 path=$2 home=$3 account=$4 index=$5 control=$6 ways=$7 uid=$8
                    feed="
"
                    piece() {
                        echo "/// $1"
                        shift
                        "$@" 2>&1
                        status=$?
                        echo "$feed/// status $status"
                    }
                    names() {
                        count=0
                        for place in "$path" $index $control "$root/storage"; do
                            set +f
                            for one in "$place"/dovecot*; do
                                case ${one##*/} in *[!a-zA-Z0-9._-]*) continue ;; esac
                                if [ "$count" -lt 20 ] && [ -f "$one" ] && [ ! -h "$one" ]; then
                                    count=$((count + 1))
                                    echo "$one"
                                fi
                            done
                            set -f
                        done
                    }
                    rights() {
                        for one in $ways $contents; do
                            can=
                            [ ! -r "$one" ] || can=r
                            [ ! -w "$one" ] || can=${can}w
                            [ ! -x "$one" ] || can=${can}x
                            echo "${can:--} $one"
                        done
                    }
                    # What kinds of mailboxes lie where Dovecot may be meant to look, and whether there is mail in them. What
                    # may not be looked into may hold some.
                    holds() { [ ! -r "$1" ] || [ -n "$(find "$@" -type f 2>/dev/null | head -n 1)" ]; }
                    stores() {
                        echo "root $root"
                        for one in "$root" "$path" "$home/Maildir" "$home/mail" "$home/mdbox" "$home/sdbox" "$home/dbox" \
                            "$home" "/var/mail/$account"; do
                            case $one in "$last" | [!/]*) continue ;; esac
                            last=$root
                            if [ -d "$one/cur" ] && [ -d "$one/new" ]; then
                                if holds "$one/cur"; then echo "maildir mail $one"
                                elif holds "$one/new"; then echo "maildir new $one"
                                else echo "maildir empty $one"
                                fi
                            elif [ -d "$one/storage" ]; then
                                if holds "$one/storage" -name "m.*"; then echo "mdbox mail $one"
                                else echo "mdbox empty $one"
                                fi
                            elif [ -d "$one/mailboxes" ]; then
                                if holds "$one/mailboxes" -name "u.*"; then echo "sdbox mail $one"
                                else echo "sdbox empty $one"
                                fi
                            elif [ -f "$one" ]; then
                                if [ -s "$one" ]; then echo "mbox mail $one"; else echo "mbox empty $one"; fi
                            fi
                        done
                    }
                    # Mail that is another user'\''s and closed to this one, as a copy by root leaves it: the first of it.
                    closed() {
                        for place in "$path/cur" "$path/new" "$path" "$root/storage"; do
                            [ -d "$place" ] || continue
                            find "$place" -maxdepth 1 -type f ! -user "$uid" 2>/dev/null | head -n 50 |
                                while read -r one; do
                                    case $one in
                                    "$place"/*[!a-zA-Z0-9._,:=+-]*) ;;
                                    "$place"/*) [ -r "$one" ] || echo "$one" ;;
                                    esac
                                done
                        done | head -n 3
                    }
                    # A regular file, no link, and of it what a maildirsize is made of.
                    size() {
                        cd "$root" && [ -f maildirsize ] && [ ! -h maildirsize ] && head -c 5200 maildirsize |
                            tr -cd "0-9SC,+\n -"
                    }
                    set -f
                    IFS=$feed
                    names=$(names)
                    contents="$path/cur$feed$path/new$feed$path/tmp$feed$names"
                    [ ! -d "$root/storage" ] || contents=$contents$feed$root/storage
                    piece names echo "$names"
                    piece entries ls -ldL -- $contents
                    piece access rights
                    unset IFS
                    piece stores stores
                    piece closed closed
                    piece maildirsize size'\''
                # piece NAME: of what was seen, with its status; all of it where there is no such piece.
                piece() {
                    text= status=
                    for line in $seen; do
                        case $line in
                        "/// $1") text= status=1 ;;
                        "/// status "*)
                            if [ -n "$status" ]; then
                                status=${line#"/// status "}
                                break
                            fi
                            ;;
                        *) text=$text$feed$line ;;
                        esac
                    done
                    say "${text#?}"
                    case $status in "" | *[!0-9]*) return 1 ;; esac
                    return "$status"
                }
                entries() {
                    ls -ldL -- $ways
                    piece entries
                }
                # The names that the numbers have on this host.
                ids() {
                    { [ -z "$uid" ] || named uid passwd "$uid"; } && { [ -z "$gid" ] || named gid group "$gid"; }
                }
                # mail_uid and mail_gid may be names.
                numbers() {
                    echo "uid $(number_of passwd "$uid")"
                    echo "gid $(number_of group "$gid")"
                }
                number_of() {
                    case $2 in
                    *[!0-9]*) { getent "$1" "$2" 2>/dev/null || awk -F: -v name="$2" '\''$1 == name'\'' "/etc/$1"; } | cut -d: -f3 ;;
                    *) echo "$2" ;;
                    esac
                }
                named() {
                    if command -v getent >/dev/null; then entry=$(getent "$2" "$3")
                    else entry=$(grep "^[^:]*:[^:]*:$3:" "/etc/$2")
                    fi
                    status=$?
                    echo "$1 ${entry%%:*}"
                    # getent says 2, and grep 1, where there is none.
                    [ "$status" -le 2 ]
                }
                # It opens mailboxes, and makes their indexes where there are none: done only where that was asked for.
                quota() {
                    case $(written 2>/dev/null) in
                    *quota*) asked -f tab quota get -u "$known_as" ;;
                    esac
                }
                mounts() { cut -c 1-300 "/proc/${inner:-self}/mounts"; }
                # Those that Dovecot alone has, by its unit, or has otherwise than the host.
                own_mounts() { grep -vxF -f /proc/self/mounts "/proc/$inner/mounts" | cut -c 1-300; }
                # What systemd mounts by units of its own, as it calls them.
                mount_units() {
                    set +f
                    for one in /etc/systemd/system/*.mount /run/systemd/generator*/*.mount /usr/lib/systemd/system/*.mount; do
                        [ ! -e "$one" ] || say "${one##*/}"
                    done
                    set -f
                }
                wanted() { sed -E "s/($secrets|pass)[a-z0-9_]*=[^, 	]*/\1 (withheld)/g" /etc/fstab; }
                look() {
                    part file say "$path"
                    [ -z "$index$control" ] || part apart say "index $index${feed}control $control"
                    part trail entries
                    part links links
                    part dangling dangling
                    deepest=/
                    for one in $ways; do
                        [ ! -e "$one" ] || case $path in "$one"*) deepest=$one ;; esac
                    done
                    part ids ids
                    part stores piece stores
                    part closed piece closed
                    # It makes a mailbox that is not there.
                    case $wants in *mailbox*) [ ! -e "$path" ] || part quota quota ;; esac
                    part maildirsize piece maildirsize
                    part bytes df -P -- "$deepest"
                    part inodes df -Pi -- "$deepest"
                    part fstab wanted
                    # In a container it is another who mounts, and in a cluster too.
                    [ -e /run/systemd/container ] || [ -e /.dockerenv ] || [ -e /etc/corosync/corosync.conf ] ||
                        part mount-units mount_units
                    part mounts mounts
                    [ -z "$inner" ] || part own-mounts own_mounts
                    [ -z "$uid" ] || part access piece access
                }
                # The first line that is one.
                path=
                case $found in *"$feed/"*)
                    path=/${found#*"$feed/"}
                    path=${path%%"$feed"*}
                    ;;
                esac
                if [ -n "$path" ]; then
                    uid=$(field uid) gid=$(field gid) home=$(field home) member=$(field system_groups_user)
                    index= control=
                    if [ -z "$uid" ]; then
                        setting mail_uid
                        uid=$value
                        setting mail_gid
                        gid=$value
                    fi
                    case $uid$gid in
                    *[!0-9]*)
                        part numbers numbers
                        uid=$(number_of passwd "$uid") gid=$(number_of group "$gid")
                        ;;
                    esac
                    if apart; then
                        index=$(path_of index 2>/dev/null) control=$(path_of control 2>/dev/null)
                        case $index in [!/]*) index= ;; esac
                        case $control in [!/]*) control= ;; esac
                    fi
                    # Without what a driver puts below it: the directory of all of the mail.
                    root=$path
                    # An mbox has its folders beside its indexes.
                    case $index in */.imap/INBOX) root=${index%/.imap/INBOX} ;; esac
                    root=${root%/mailboxes/INBOX/dbox-Mails}
                    groups=
                    [ -z "$member" ] || groups=$(id -G -- "$member" | tr " " ,)
                    setting mail_access_groups
                    shared=
                    [ -z "$value" ] || shared=$(echo "$value" | tr -s ", " ,)
                    groups=$groups${groups:+${shared:+,}}$shared
                    base_dir
                    master=$(master_pid 2>/dev/null)
                    inner=
                    # Only among the mounts of a process of root: the programs of another one must not be run as root.
                    if [ ! "/proc/$master/ns/mnt" -ef /proc/self/ns/mnt ] && is_roots "$master" &&
                        nsenter -t "$master" -m true 2>/dev/null; then inner=$master; fi
                    # Paths are lines: they may hold blanks, and stars that no shell should try to expand.
                    set -f
                    IFS=$feed
                    ways=$(trails)
                    seen=$(as_user sh -c "$visit" visit "$root" "$path" "$home" "$account" "$index" "$control" "$ways" \
                        "$uid")
                    # Whatever the user says, they are paths.
                    names=$(for one in $(piece names); do case $one in /*) say "$one" ;; esac; done)
                    contents="$path/cur$feed$path/new$feed$path/tmp$feed$names"
                    [ ! -d "$root/storage" ] || contents=$contents$feed$root/storage
                    look
                fi
            } | scrub'
        fi

        # 2.4 exits 0 even where nobody answered. A Dovecot that is down leaves its last words in its log file, where it
        # has one, and in the journal or what stands in for it.
        probe logs 10 '
            eval "$tools"
            # The newest of up to a thousand lines; a sorry host must not fill the cap with old ones.
            recent() {
                all=$(doveadm -f tab log errors -s "$(($(date +%s) - 86400))")
                status=$?
                echo "$all" | tail -n 200 | cut -c 1-400
                return $status
            }
            # What the kernel kept from Dovecot by a policy.
            denied() {
                if [ -r /var/log/audit/audit.log ]; then all=$(tail -n 2000 /var/log/audit/audit.log)
                elif command -v journalctl >/dev/null; then
                    all=$(journalctl -k --since "24 hours ago" -n 2000 --no-pager -o cat)
                else all=$(dmesg)
                fi
                status=$?
                echo "$all" | grep -E "(avc: +denied|apparmor=.DENIED.).*dovecot" | tail -n 20
                return $status
            }
            enforced() {
                read -r enforce 2>/dev/null </sys/fs/selinux/enforce && [ "$enforce" = 1 ] && return 0
                read -r enforce 2>/dev/null </sys/module/apparmor/parameters/enabled && [ "$enforce" = Y ]
            }
            {
                remembered=$(part errors recent)
                say "$remembered"
                remembered="
$remembered"
                case $remembered in
                *"
Error: "*) is_known= ;;
                *"
$mark part-status 0") is_known=yes ;;
                *) is_known= ;;
                esac
                part now date "+%b %d %H:%M:%S"
                if [ -z "$is_known" ]; then
                    setting log_path
                    case $value in
                    /dev/*) ;;
                    /*) part file complaints read_log "$value" "exec tail -n 2000 -- \"\$1\"" ;;
                    esac
                    if command -v journalctl >/dev/null; then
                        part journal complaints journalctl -u dovecot --since "24 hours ago" -n 1000 --no-pager -o short
                    else
                        for one in /var/log/mail.log /var/log/maillog /var/log/messages; do
                            if [ -f "$one" ] && [ ! -h "$one" ]; then
                                part syslog complaints grep dovecot "$one"
                                break
                            fi
                        done
                    fi
                fi
                if enforced; then part denials denied; else part denials echo none; fi
            } | scrub'

        # What an operator's own checks look at: `dovesweep agent --catalogue FILE` shows it.
        if command -v dovesweep_own_probes >/dev/null; then dovesweep_own_probes; fi

        # What the logs say of what was tried since the agent began, by itself and by the coordinator. A Dovecot that is
        # down has its last start in the journal, by the invocation of its unit.
        case $wants in *closing*)
            conclude attempts 10 '
                eval "$tools"
                user=$1
                came_from
                base_dir
                setting instance_name
                program=${value:-dovecot}
                # Of the lines about accounts those of ours alone, and how many there were of others. What names none is
                # kept: a backend that fails, a process that dies.
                ours() {
                    account=$user client=$client awk '\''
                        function is_ours(name) {
                            name = tolower(name)
                            return name == account || name == part || index(name, account "*") == 1
                        }
                        # The account that a line names; nothing where it names none.
                        function named(line,  found, before) {
                            if (match(line, /user=<[^>]*>/)) return substr(line, RSTART + 6, RLENGTH - 7)
                            if (match(line, /pam_[a-z0-9]+[(].*[ ;]user=[^ ]+/)) {
                                found = substr(line, RSTART, RLENGTH)
                                sub(/.*user=/, "", found)
                                return found
                            }
                            if (match(line, /(account|for user|user) [^ ]+ (has expired|\(uid)/)) {
                                found = substr(line, RSTART, RLENGTH)
                                sub(/^(account|for user|user) /, "", found)
                                sub(/ .*/, "", found)
                                return found
                            }
                            if (line ~ /pam_[a-z0-9]+[(][a-z0-9_-]+:[a-z]+[)]: /) return ""
                            if (match(line, /[a-z0-9_-]+[(][^(),<> \/=]+(,[^()]*)?[)](<[0-9]+>)?(<[^<> ]*>)?: /)) {
                                found = substr(line, RSTART, RLENGTH)
                                before = substr(found, 1, index(found, "(") - 1)
                                found = substr(found, index(found, "(") + 1)
                                sub(/[,)].*/, "", found)
                                if (found ~ /^[0-9]+$/ || before ~ /^(service|child|access|master)$/) return ""
                                return found
                            }
                            return ""
                        }
                        function session(line) {
                            if (match(line, /session=<[^>]+>/)) return substr(line, RSTART + 9, RLENGTH - 10)
                            if (match(line, /<[A-Za-z0-9+\/]+=*>(: |[)])/)) {
                                line = substr(line, RSTART + 1, RLENGTH)
                                sub(/>.*/, "", line)
                                return line ~ /^[0-9]+$/ ? "" : line
                            }
                            return ""
                        }
                        BEGIN {
                            account = tolower(ENVIRON["account"])
                            part = account
                            sub(/@.*/, "", part)
                            client = ENVIRON["client"]
                        }
                        / Debug: / { next }
                        / kernel: / && !/DENIED|denied|SECCOMP|segfault|[Oo]ut of memory|oom-kill|Killed process/ { next }
                        {
                            name = named($0)
                            id = session($0)
                            if (name != "" && is_ours(name) && id != "") known[id] = 1
                            if (name != "" && !is_ours(name) && !(id in known)) { others++; next }
                            # A connection without a login that came from elsewhere.
                            if (name == "" && match($0, /rip=[^,]*/)) {
                                address = substr($0, RSTART + 4, RLENGTH - 4)
                                if (address != client && address !~ /^(::ffff:)?127[.]|^::1$/ && strangers++ >= 20) next
                            }
                            # A backend that is down says so many times.
                            text = $0
                            gsub(/[0-9]+/, "", text)
                            if (times[text]++ < 2) print substr($0, 1, 400)
                        }
                        END { print "others " others + 0 }'\''
                }
                found() {
                    all=$("$@" 2>&1)
                    status=$?
                    say "$all" | ours | tail -n 50
                    return $status
                }
                journal() {
                    journalctl -q --no-pager -o short-unix -n 4000 --since "@$began" "SYSLOG_IDENTIFIER=$program" \
                        SYSLOG_IDENTIFIER=auth SYSLOG_IDENTIFIER=unix_chkpwd + _TRANSPORT=kernel + UNIT=dovecot.service
                }
                # A file that is shorter than it was, or another, has been rotated.
                added() {
                    say "$log_marks" | while read -r inode size path; do
                        case "$feed$own_logs" in
                        *"$feed$path$feed"*) grown "$inode" "$size" "$path" ;;
                        *)
                            [ -n "$with_syslog" ] || continue
                            grown "$inode" "$size" "$path" | grep -E "$program|auth(\[[0-9]*\])?: |unix_chkpwd|kernel: "
                            ;;
                        esac
                    done
                }
                grown() {
                    now=$(ls -lindL -- "$3" | sed "s/^ *\([0-9]*\) [^ ]* *[0-9]* *[0-9]* *[0-9]* *\([0-9]*\) .*/\1 \2/")
                    from=$(($2 + 1))
                    if [ "${now% *}" != "$1" ] || [ "${now#* }" -lt "$2" ]; then from=1; fi
                    read_log "$3" "tail -c +$from -- \"\$1\" | head -c 262144"
                }
                # The end of the own logs, and what systemd has of the last start.
                started() {
                    id=$(systemctl show dovecot.service -p InvocationID 2>/dev/null)
                    id=${id#InvocationID=}
                    [ -z "$id" ] || journalctl -q --no-pager -o short-unix -n 200 "_SYSTEMD_INVOCATION_ID=$id" + "INVOCATION_ID=$id"
                    say "$own_logs" | while read -r path; do
                        [ -z "$path" ] || read_log "$path" "tail -n 60 -- \"\$1\""
                    done
                }
                # PAM says "no" to Dovecot without a reason, and often to its own log too: what the modules go by that refuse
                # an account. Of their options only those of modules that take no secret.
                pam() {
                    # Which of the files it asks by: the last word of args in 2.3, service_name in 2.4.
                    name=$user
                    service=$(doveconf -n passdb 2>/dev/null | sed -n -e "/driver = pam/,/}/p" -e "/^passdb pam/,/}/p" |
                        sed -n -e "s/^ *service_name = //p" -e "s/^ *args = \(.* \)*\([A-Za-z0-9._%*-]*\)$/\2/p" | sed q)
                    case $service in
                    "" | "*") service=dovecot ;;
                    *%*) service=imap ;;
                    esac
                    # PAM is asked for the name without its domain only where the format says so: mail@example.org is not
                    # the system account mail.
                    setting auth_username_format
                    case $value in *%n* | *%Ln* | *username*) name=${name%%@*} ;; esac
                    [ -f "/etc/pam.d/$service" ] || service=other
                    modules=$(awk -v first="$service" '\''
                        function walk(file, depth,  line, words, kind, at, count, i) {
                            if (depth > 8 || file !~ /^[A-Za-z0-9._-]+$/) return
                            file = "/etc/pam.d/" file
                            while ((getline line <file) > 0) {
                                sub(/#.*/, "", line)
                                gsub(/\[[^]]*\]/, "[]", line)
                                count = split(line, words)
                                kind = words[1]
                                sub(/^-/, "", kind)
                                if (kind == "@include") walk(words[2], depth + 1)
                                if (kind != "auth" && kind != "account") continue
                                if (words[2] == "include" || words[2] == "substack") walk(words[3], depth + 1)
                                at = words[3]
                                sub(/.*\//, "", at)
                                if (at ~ /^pam_(sss|winbind|ldap|krb5|mysql|pgsql|radius|userdb|pwdfile|exec)[.]so$/ && !elsewhere++)
                                    print "elsewhere " at
                                if (at !~ /^pam_(nologin|shells|faillock|tally2|access|listfile|succeed_if|time|localuser)[.]so$/) continue
                                sub(/[.]so$/, "", at)
                                for (i = 4; i <= count; i++) at = at " " words[i]
                                if (!seen[kind " " at]++) print "module " kind " " at
                            }
                            close(file)
                        }
                        BEGIN { walk(first, 1) }'\'')
                    say "service $service"
                    say "$modules"
                    command -v passwd >/dev/null && passwd -S -- "$name" 2>/dev/null | sed -n "s/^[^ ]* \([A-Z]*\) .*/status \1/p"
                    shell_of=$(getent passwd -- "$name" 2>/dev/null | sed "s/.*://")
                    [ -z "$shell_of" ] || [ ! -r /etc/shells ] || grep -qxF -- "$shell_of" /etc/shells || say "unlisted $shell_of"
                    for one in /etc/nologin /run/nologin $(say "$modules" | sed -n "s/^module .* pam_nologin.* file=\([^ ]*\).*/\1/p"); do
                        [ ! -e "$one" ] || say "nologin $one"
                    done
                    case $modules in *pam_faillock*)
                        folder=$(say "$modules" | sed -n "s/^module .* pam_faillock.* dir=\([^ ]*\).*/\1/p" | sed q)
                        faillock --user "$name" ${folder:+--dir "$folder"} 2>/dev/null | awk "/ V\$/ { n++ } END { print \"failures \" n + 0 }"
                        ;;
                    esac
                }
                is_up() { pid=$(master_pid 2>/dev/null) && [ -n "$pid" ] && [ -d "/proc/$pid" ]; }
                {
                    is_up || part start found started
                    with_syslog=yes
                    if command -v journalctl >/dev/null; then
                        seen=$(part journal found journal)
                        # What is logged as a connection ends may come a moment later.
                        case $seen in *"$user"* | *"rip=$client,"*) ;; *) ! is_up || { sleep 1 && seen=$(part journal found journal); } ;; esac
                        say "$seen"
                        case $seen in *"part-status 0"*) with_syslog= ;; esac
                    fi
                    [ -z "$log_marks" ] || part files found added
                    case $(written 2>/dev/null) in *"driver = pam"* | *"passdb pam {"*) part pam pam ;; esac
                } | scrub'
            ;;
        esac
    }

    # The probes' tools, as text, since each probe runs in a shell of its own:
    #   part NAME COMMAND...  one command's output, errors and status, between two marks of their own
    #   scrub                 takes secrets out of what passes: private keys, passwords and their hashes
    #   say TEXT              prints it as it is
    #   known, user_fields, passdb_fields
    #                         take out each value that no judge reads, of settings and of an account's fields
    #   setting NAME          sets `value` to what the configuration says
    #   written, sections     what doveconf says in full, and of what only its sections tell
    #   main_file             sets main to the configuration's file
    #   base_dir              sets `base` to where this Dovecot has its sockets, and `loaded` to one that it made
    #                         when it last read its configuration
    #   complaints COMMAND... the lines of a log that complain, the newest 200
    #   read_log PATH COMMAND the command, which finds PATH in $1, by the user who may read the log
    #   came_from             sets `client` to the address that this session comes from
    tools='
        part() {
            echo "
$mark part $1"
            shift
            "$@" 2>&1
            status=$?
            echo "
$mark part-status $status"
        }
        say() { printf "%s\n" "$1"; }
        # An echo may take a backslash for more than itself, and a printf that is a program shows all users what it prints.
        case $(command -v printf) in
        /*) ! (print -r --) >/dev/null 2>&1 || say() { print -r -- "$1"; } ;;
        esac
        # What doveconf prints, with the values alone that a judge reads. Of those that belong to a database the variables of
        # 2.3 are shown too, which 2.4 takes literally.
        kept="address alt_cert_file auth_cache_size auth_mechanisms auth_ssl_require_client_cert auth_username_chars auth_username_format
            auth_username_translation auth_verbose_passwords base_dir ca_file cert_file chroot client_limit
            debug_log_path default_internal_user default_login_user dovecot_config_version dovecot_storage_version
            driver extra_groups first_valid_uid fts_autoindex_max_recent_msgs gid group haproxy_trusted_networks home
            idle_kill info_log_path instance_name key_file last_valid_uid listen location log_path
            login_trusted_networks mail mail_access_groups mail_control_path mail_driver mail_gid mail_home
            mail_chroot mail_inbox_path mail_index_path mail_location mail_max_userip_connections mail_path mail_plugins
            mail_privileged_group mail_uid mechanisms mechanisms_filter mode passwd_file_path port prefix
            privileged_group process_limit process_min_avail protocol protocols restart_request_count separator
            valid_chroot_dirs service_count special_use sql_driver sqlite_path ssl ssl_alt_cert ssl_cert ssl_cipher_list
            ssl_client_ca_dir ssl_min_protocol ssl_protocols ssl_server_alt_cert_file ssl_server_cert_file
            ssl_server_key_file storage_size type uid user vsz_limit"
        known() {
            awk -v kept="$kept" '\''
                function variables(value,  found, one) {
                    gsub(/%%/, "", value)
                    while (match(value, /%[A-Z0-9.-]*[a-z]/)) {
                        one = substr(value, RSTART, RLENGTH)
                        value = substr(value, RSTART + RLENGTH)
                        if (value !~ /^[A-Za-z0-9_]/) found = found " " one
                    }
                    return found
                }
                function words(value,  count, list, i, all) {
                    count = split(value, list, " ")
                    for (i = 1; i <= count; i++) {
                        if (list[i] !~ /^"?(\/|(uid|gid|home|username_format|scheme)=)/) {
                            if (list[i] ~ /=/) sub(/=.*/, "=(withheld)", list[i])
                            else list[i] = "(withheld)"
                        }
                        all = all (i > 1 ? " " : "") list[i]
                    }
                    return all
                }
                function shown(name, value,  bare) {
                    bare = value
                    gsub(/^"|"$/, "", bare)
                    if (bare == "" || bare == "yes" || bare == "no") return value
                    if (name == "args") return words(value)
                    if (name == "ssl_key" && bare ~ /^<[^ ]+$/) return value
                    if (name in is_kept && bare !~ /^inline:|-----BEGIN/) return value
                    return "(withheld)" (database > 0 ? variables(value) : "")
                }
                BEGIN {
                    count = split(kept, list, " ")
                    for (i = 1; i <= count; i++) is_kept[list[i]] = 1
                }
                /^[^ =]+: (Info|Warning|Error|Fatal|Panic): / { print; next }
                /^ *[}]$/ {
                    if (depth > 0 && --depth < database) database = 0
                    print
                    next
                }
                /^ *[^ =]+ =/ {
                    has_begun = 1
                    place = index($0, "=")
                    value = substr($0, place + 1)
                    sub(/^ /, "", value)
                    print substr($0, 1, place) " " shown($1, value)
                    next
                }
                /^ *[a-z][a-z0-9_]*( .*)? [{]$/ {
                    has_begun = 1
                    depth++
                    if ($1 == "passdb" || $1 == "userdb") database = depth
                    print
                    next
                }
                has_begun && NF { print "(withheld)"; next }
                { print }'\''
        }
        # What `doveadm user` answers: the fields that a judge reads.
        user_fields() {
            sed -e "/^field	value$/,/^@[0-9a-f]* part/{" -e "/^@[0-9a-f]* part/b" -e "/^$/b" -e "/Error: /b" -e "/Fatal: /b" \
                -e "/	/!s/.*/(withheld)/" -e "}" \
                -e "/^field	value$/b" -e "/^[ug]id	/b" -e "/^home	/b" -e "/^mail	/b" -e "/^mail_path	/b" \
                -e "/^system_groups_user	/b" -e "s/^\([^	]*	\).*/\1(withheld)/"
        }
        # What `doveadm auth lookup` answers: whether there is one, and the fields'\'' names.
        passdb_fields() {
            sed -e "s/^\(  [^:]*: \).*/\1(withheld)/" -e "/^passdb: /,/^@[0-9a-f]* part/{" -e "/^@[0-9a-f]* part/b" -e "/^$/b" \
                -e "/^passdb: /b" -e "/^  [^:]*: (withheld)$/b" -e "/Error: /b" -e "/Fatal: /b" -e "s/.*/(withheld)/" -e "}"
        }
        secrets="pass(word|wd|phrase|code)?|pwd|secret|token|nonce|credentials?|(api|auth|access|crypt|private|master)_?key"
        scrub() {
            sed -E -e "s/-----BEGIN[^-]*PRIVATE KEY-----.*-----END[^-]*PRIVATE KEY-----/(private key withheld)/" \
                -e "/-----BEGIN[^-]*PRIVATE KEY/,/(-----END[^-]*PRIVATE KEY|^@[0-9a-f]+ part)/{" \
                -e "/^@[0-9a-f]+ part/!s/.*/(private key withheld)/" \
                -e "}" \
                -e "/^@[0-9a-f]+ part/b" \
                -e "s/([A-Za-z0-9_]*($secrets)[0-9]* = ).+/\1(withheld)/" \
                -e "s/([a-z_0-9]*_key = )[^<\/ ].*/\1(withheld)/" \
                -e "s/^( *connect = ).+/\1(withheld)/" \
                -e "s/(([Pp]assword|$secrets)[0-9]*\"? *: ).*/\1(withheld)/" \
                -e "s/^([a-z_0-9]*($secrets|_key)[a-z_0-9]*	).*/\1(withheld)/" \
                -e "s/((pass|pwd|secret|token|nonce|credential|_key)[a-z_0-9]*=)[^	]*/\1(withheld)/g" \
                -e "s/((PASS|PWD|SECRET|TOKEN|NONCE|CREDENTIAL|_KEY)[A-Z_0-9]*=)[^	]*/\1(withheld)/g" \
                -e "s/((-|[Aa]pi)([Kk]ey|[Tt]oken|[Ss]ecret)\"? *: *).*/\1(withheld)/" \
                -e "s/resp=[^ 	]*/resp=(withheld)/g" \
                -e "s/\(([^()]* )?given password: .*/(given password withheld)/" \
                -e "s/Invalid password .*in passdb/Invalid password (withheld) in passdb/" \
                -e "s/\([^()]*\) != .*/(withheld) != (withheld)/" \
                -e "s/([Aa]uthorization: *).*/\1(withheld)/" \
                -e "s/((Bearer|Basic|Negotiate) +)[A-Za-z0-9+\/=._~-]{8,}/\1(withheld)/g" \
                -e "s/near \".*\"/near \"(withheld)\"/" \
                -e "s/near ('\''.*'\'')( at line|$)/near (withheld)\2/" \
                -e "s/((SELECT|INSERT|UPDATE|DELETE) |select .* from ).*/(query withheld)/" \
                -e "s/(in configuration file .*: Invalid [a-z ]+: ).*/\1(withheld)/" \
                -e "s/(in configuration file .*: Invalid number ).*/\1(withheld)/" \
                -e "s/:\/\/[^\/ @]+@/:\/\/(withheld)@/g" \
                -e "s/[\$][0-9a-z]+[\$][^ :,]*/(hash withheld)/g" \
                -e "s/[{][A-Z][A-Z0-9.-]*[}][^ ]+/(hash withheld)/g" \
                -e "s/[*][0-9A-F]{40}/(hash withheld)/g" \
                -e "s/(^|[^0-9A-Za-z\/._-])[0-9a-f]{32,}([^0-9A-Za-z\/._-]|$)/\1(hash withheld)\2/g" \
                -e "s/:[.\/0-9A-Za-z]{13}:/:(hash withheld):/g"
        }
        # A shell takes far longer to find something in a long text than to go through its lines.
        setting() {
            value=
            before=${IFS-" 	$feed"}
            case $- in
            *f*) expands= ;;
            *) expands=yes && set -f ;;
            esac
            IFS=$feed
            for line in $settings; do
                case $line in "$1 = "*) value=${line#"$1 = "} && break ;; esac
            done
            IFS=$before
            [ -z "$expands" ] || set +f
        }
        configured() { ${limited:+$limited 10} doveconf "$@" 2>&1; }
        learned() {
            all=$(configured "$@")
            status=$?
            say "$all" | known
            return $status
        }
        # Of what doveconf prints what is about these settings and sections.
        about() {
            awk -v names="$*" '\''
                BEGIN {
                    count = split(names, list, " ")
                    for (i = 1; i <= count; i++) {
                        sub("^ssl_server/.*", "ssl_server", list[i])
                        sub("/", " ", list[i])
                        is_asked[list[i]] = 1
                    }
                }
                /^[^ =]+: (Info|Warning|Error|Fatal|Panic): / { print; next }
                /^[a-z].* [{]$/ {
                    name = $0
                    sub(/ [{]$/, "", name)
                    inside = name in is_asked
                }
                inside {
                    print
                    if ($0 == "}") inside = 0
                    next
                }
                /^[a-z]/ && $2 == "=" && $1 in is_asked {
                    value = substr($0, index($0, "=") + 2)
                    # In quotes where blanks would be lost.
                    if (value ~ /^".*"$/) {
                        value = substr(value, 2, length(value) - 2)
                        gsub(/\\"/, "\"", value)
                    }
                    print $1 " = " value
                }'\''
        }
        written() {
            if [ -z "$written" ]; then learned -n
            else say "$written" && return "$written_status"
            fi
        }
        sections() {
            if [ -z "$sections" ]; then learned $of_sections
            else say "$sections" && return "$settings_status"
            fi
        }
        # Sets main to the file that the configuration begins with, which doveconf -n names first.
        main_file() {
            main=$(written 2>/dev/null | sed -n "/^# [0-9][^:]*: \//{
                s/^# [^:]*: //p
                q
            }")
        }
        # What stands in master.pid. Its directory may be another user'\''s: the number is all that is shown of it.
        master_pid() {
            if [ ! -e "$base/master.pid" ]; then cat "$base/master.pid"; return 1; fi
            number=
            if [ ! -h "$base/master.pid" ] && [ -f "$base/master.pid" ]; then read -r number <"$base/master.pid"; fi
            case $number in
            "" | *[!0-9]*) echo "master.pid holds no number" && return 1 ;;
            esac
            echo "$number"
        }
        is_roots() {
            name= one=
            while read -r name one rest; do [ "$name" != Uid: ] || break; done <"/proc/$1/status"
            [ "$name $one" = "Uid: 0" ]
        } 2>/dev/null
        base_dir() {
            setting base_dir
            base=$value
            [ -d "$base" ] || base=/run/dovecot
            [ -d "$base" ] || base=/var/run/dovecot
            loaded=$base/auth-client
            [ -e "$loaded" ] || loaded=$base/anvil
        }
        # The user, and his group, as whom what lies at a path is read: those of the first directory on the way that root does
        # not own, or of the file where everybody may write. Whoever owns a directory may put a link there.
        reader_of() {
            IFS=$feed
            listed=$(ls -ldn -- $(trail "${1%/*}"); ls -ldn -- "$1")
            unset IFS
            echo "$listed" | {
                uid=0 gid=0 is_open=
                while read -r mode links owner group rest; do
                    case $mode in
                    d*) [ "$uid" != 0 ] || uid=$owner gid=$group ;;
                    *) [ -z "$is_open" ] || [ "$uid" != 0 ] || uid=$owner gid=$group ;;
                    esac
                    case $mode in d???????w*) is_open=yes ;; esac
                done
                echo "$uid $gid"
            }
        }
        # read_log PATH COMMAND: a log of Dovecot, which the command finds in $1. It may lie in a directory of another user.
        read_log() {
            groups= inner=
            if [ "$self" = 0 ]; then
                reader=$(reader_of "$1") || return
                uid=${reader% *} gid=${reader#* }
            else uid=0
            fi
            [ ! -e "$1" ] || [ -f "$1" ] || { echo "$1 is not a regular file"; return 1; }
            if [ "$uid" = 0 ]; then (set -- "$1" "$2" && eval "$2")
            else as_user sh -c "[ -f \"\$1\" ] && [ ! -h \"\$1\" ] && $2" log "$1"
            fi
        }
        # Where this session comes from; sudo keeps it from us, and has it in its own environment.
        came_from() {
            [ -z "$client" ] || return 0
            client=$SSH_CLIENT
            [ -n "$client" ] || client=$(tr "\0" "\n" <"/proc/$parent/environ" 2>/dev/null | sed -n "s/^SSH_CLIENT=//p")
            client=${client%%[ %]*}
            case $client in *[!0-9a-fA-F:.]*) client= ;; esac
        }
        trail() {
            case $1 in /?*) trail "${1%/*}" ;; esac
            echo "${1:-/}"
        }
        # Among the mounts that Dovecot itself has: systemd may keep it from writing where everybody else can.
        within() {
            if [ -n "$inner" ]; then nsenter -t "$inner" -m "$@"; else "$@"; fi
        }
        # as_user COMMAND...: as the mail user ($uid, $gid, $groups), who can look into his processes and their environment,
        # and may keep them running: what they print comes by a pipe of its own.
        as_user() {
            case $uid in
            "" | *[!0-9]*) echo "there is no user to look as" && return 1 ;;
            0) if [ "$self" = 0 ]; then echo "nothing of root is looked at" && return 1; fi ;;
            esac
            if [ -z "$sets" ]; then
                sets=no
                # busybox has a setpriv of another kind.
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
        feed="
"
        complaints() {
            all=$("$@")
            status=$?
            echo "$all" | grep -E "(Error|Fatal|Panic|Warning): " | tail -n 200 | cut -c 1-400
            return $status
        }'
    export tools

    mark=@$1 shell=$2 user=$3 wants=$4
    main=$$ parent=$PPID child='' watcher='' ended='' unread='' answer='' count=0 patience=12
    cap=65536
    PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    LC_ALL=C
    self=$(id -u)
    export PATH LC_ALL mark cap parent wants self
    # From here on nothing reads the channel but what is given descriptor 3.
    exec 3<&0 </dev/null
    trap 'leave 143' TERM HUP PIPE INT
    trap 'answer=close' USR1
    trap 'answer=leave' USR2

    # The time limit has to end a process group as a whole, which GNU's timeout makes, and busybox's does not.
    if timeout --foreground -k 1 1 true 2>/dev/null; then limited='timeout -k 1'
    else
        if timeout -k 1 1 true 2>/dev/null; then limited='timeout -k 1'
        elif timeout 1 true 2>/dev/null; then limited=timeout
        else limited=''
        fi
        if [ -n "$limited" ] && setsid true 2>/dev/null; then limited="setsid $limited"; fi
    fi

    # Runs a probe under the time limit; the probe finds its account in $1. Its output and its errors are capped
    # apart, and the errors wait in their pipe until the output is complete. At the time limit the probe is ended and
    # what it had said so far still goes home: `head` holds it back until then, so `head` is not ended.
    runner='
        # The programs that a probe runs do not inherit what only its shell needs.
        for name in mark opening tools settings written sections; do
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
            # Mostly there are none, which takes no process to see.
            if IFS= read -r first || [ -n "$first" ]; then
                errors=$(printf "%.8192s\n" "$first"; exec head -c 8192)
                echo "
$mark errors" >&4
                printf "%.8192s" "$errors" >&4
            fi
        } &
        # Any signal ends a wait, so wait again until the reader is gone. If this shell ended earlier, the next probe
        # would print before `head` has printed the rest of this one.
        reader=$!
        while kill -0 "$reader" 2>/dev/null; do wait "$reader"; done'

    counting
    echo "
$mark hello 2 $count $self"
    running
    echo "$ended
$mark bye $count"
    leave 0
}
