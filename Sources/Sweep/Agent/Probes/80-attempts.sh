# Probe attempts: the log lines about the logins of this sweep.

user=$1
came_from
base_dir
setting instance_name
program=${value:-dovecot}
# Keeps lines about our account or none, such as those of a failing backend. Counts the others.
ours() {
    account=$user client=$client awk '
        function is_ours(name) {
            name = tolower(name)
            return name == account || name == part || index(name, account "*") == 1
        }
        function named(line,  found, before) {
            if (match(line, /user=<[^>]*>/)) return substr(line, RSTART + 6, RLENGTH - 7)
            if (match(line, /pam_[a-z0-9_]+[(].*[ ;]user=[^ ]+/)) {
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
            if (line ~ /pam_[a-z0-9_]+[(][a-z0-9_-]+:[a-z]+[)]: /) return ""
            if (match(line, /[a-z0-9_-]+[(][^(),<> \/=]+(,[^()]*)?[)](<[0-9]+>)?(<[^<> ]*>)?: /)) {
                found = substr(line, RSTART, RLENGTH)
                before = substr(found, 1, index(found, "(") - 1)
                found = substr(found, index(found, "(") + 1)
                sub(/[,)].*/, "", found)
                if (found ~ /^[0-9]+$/ || before ~ /^(service|child|access|master)$/) return ""
                # Before a login: imap-login(init).
                if (before ~ /-login$/) return ""
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
            # From elsewhere, without a login.
            if (name == "" && match($0, /rip=[^,]*/)) {
                address = substr($0, RSTART + 4, RLENGTH - 4)
                if (address != client && address !~ /^(::ffff:)?127[.]|^::1$/ && strangers++ >= 20) next
            }
            # A backend that is down repeats itself.
            text = $0
            gsub(/[0-9]+/, "", text)
            if (times[text]++ < 2) print substr($0, 1, 400)
        }
        END { print "others " others + 0 }'
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
# A smaller file, or one with another inode, was rotated.
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
    # POSIX has no stat.
    # shellcheck disable=SC2012
    now=$(ls -lindL -- "$3" | sed "s/^ *\([0-9]*\) [^ ]* *[0-9]* *[0-9]* *[0-9]* *\([0-9]*\) .*/\1 \2/")
    from=$(($2 + 1))
    if [ "${now% *}" != "$1" ] || [ "${now#* }" -lt "$2" ]; then from=1; fi
    read_log "$3" "tail -c +$from -- \"\$1\" | head -c 262144"
}
started() {
    # A start that systemd did not try has no invocation.
    untried=$(journalctl -q --no-pager -o short-unix -n 2 UNIT=dovecot.service 2>/dev/null |
        grep -E "ependency failed|unmet condition|ondition check|ssertion failed|asserts failed")
    if [ -n "$untried" ]; then
        say "$untried"
        return
    fi
    id=$(systemctl show dovecot.service -p InvocationID 2>/dev/null)
    id=${id#InvocationID=}
    [ -z "$id" ] || journalctl -q --no-pager -o short-unix -n 200 "_SYSTEMD_INVOCATION_ID=$id" + "INVOCATION_ID=$id"
    say "$own_logs" | while read -r path; do
        [ -z "$path" ] || read_log "$path" "tail -n 60 -- \"\$1\""
    done
}
# PAM gives Dovecot no reason for a refusal. So this reads what the refusing modules depend on. Options
# are shown only of modules that take no secret.
pam() {
    # The last word of args in 2.3, service_name in 2.4.
    name=$user
    service=$(doveconf -n passdb 2>/dev/null | sed -n -e "/driver = pam/,/}/p" -e "/^passdb pam/,/}/p" |
        sed -n -e "s/^ *service_name = //p" -e "s/^ *args = \(.* \)*\([A-Za-z0-9._%*-]*\)$/\2/p" | sed q)
    case $service in
    "" | "*") service=dovecot ;;
    *%*) service=imap ;;
    esac
    # The domain is removed only if the format does so: mail@example.org is not the account mail.
    setting auth_username_format
    case $value in *%n* | *%Ln* | *username*) name=${name%%@*} ;; esac
    [ -f "/etc/pam.d/$service" ] || service=other
    modules=$(awk -v first="$service" '
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
        BEGIN { walk(first, 1) }')
    say "service $service"
    say "$modules"
    command -v passwd >/dev/null && passwd -S -- "$name" 2>/dev/null | sed -n "s/^[^ ]* \([A-Z]*\) .*/status \1/p"
    entry_of=$(getent passwd -- "$name" 2>/dev/null)
    case $entry_of in
    "") command -v getent >/dev/null && say "missing passwd" ;;
    *:x:*) [ "$self" != 0 ] || getent shadow -- "$name" >/dev/null 2>&1 || say "missing shadow" ;;
    esac
    shell_of=${entry_of##*:}
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
        # The line about the end of a connection may be late.
        case $seen in *"$user"* | *"rip=$client,"*) ;; *) ! is_up || { sleep 1 && seen=$(part journal found journal); } ;; esac
        say "$seen"
        case $seen in *"part-status 0"*) with_syslog= ;; esac
    fi
    [ -z "$log_marks" ] || part files found added
    case $(written 2>/dev/null) in *"driver = pam"* | *"passdb pam {"*) part pam pam ;; esac
} | scrub
