# Probe runtime: Dovecot's own directories, and the files of its authentication databases: of those with passwords only
# names and modes.
# Its lists have a path a line.
# shellcheck disable=SC2046,SC2086

base_dir
folder="" backends="" listeners=""
found=$(written 2>/dev/null | sed -n -e "s/^# [0-9][^:]*: \(\/.*\)\/[^\/]*$/folder \1/p" \
    -e "s/^  args = \(.* \)*\(\/[^ %]*\)$/backend \2/p" -e "s/^ *passwd_file_path = \([^%]*\)$/backend \1/p" \
    -e "s/^ *sqlite_path = \([^%]*\)$/backend \1/p" \
    -e "s/^ *unix_listener \"*\(\/[^ \"]*\)\"* {$/listener \1/p")
set -f
# Paths may contain blanks.
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
# Dovecot needs these directories to start.
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
part directory echo "$base"
# Protocols whose package was removed, and whose settings are still there.
absent() {
    setting libexec_dir
    for one in imap pop3; do
        [ ! -e "${folder:-/etc/dovecot}/conf.d/20-$one.conf" ] || [ -e "${value:-/usr/lib/dovecot}/$one-login" ] || say "$one"
    done
}
part absent absent
# A name may contain a newline. busybox hides it always, and some know no -q.
entries() {
    all=$(ls -laq -- "$1" 2>/dev/null) && say "$all" && return
    ls -la -- "$1"
}
part base entries "$base"
part login entries "$base/login"
setting default_login_user
part login-user id -- "${value:-dovenull}"
setting default_internal_user
part internal-user id -- "${value:-dovecot}"
[ -z "$logs" ] || part logs ls -ldL -- $logs
part backends ls -ldL -- /dev/null $backends
[ -z "$listeners" ] || part listeners ls -ldL -- $listeners
part pam ls -l /etc/pam.d/dovecot /etc/pam.d/other
[ -z "$backends" ] || part folders ls -ldL -- $(for one in $backends; do echo "${one%/*}"; done | sort -u) /dev/null
# What database files of 2.3 set that is no secret, where root alone can have put them.
databases() {
    for one in $backends; do
        case $one in *.ext) ;; *) continue ;; esac
        if [ "$self" != 0 ] || [ ! -f "$one" ] || [ -h "$one" ] || [ "$(reader_of "$one")" != "0 0" ]; then continue; fi
        awk '/^[ \t]*(auth_bind|base|default_pass_scheme)[ \t]*=/ { print FILENAME "\t" substr($0, 1, 300) }' "$one"
    done
}
case $backends in *.ext"$feed"*) part databases databases ;; esac
exposed=
[ -z "$backends" ] || exposed=$(find -L $backends -maxdepth 0 -type f -perm -004 2>/dev/null)
# World-readable files with a password, in world-accessible directories.
secrets() {
    open=
    [ -z "$folder" ] || open=$(find -L "$folder" -type d ! -perm -001 -prune \
        -o -type f -perm -004 "(" -name "*.conf" -o -name "*.ext" ")" ! -path "*$feed*" -print) || return 2
    open=$open$feed$exposed
    secret="^[[:space:]]*(connect[[:space:]]*=.*password=|"
    secret="$secret([a-z_0-9]*_)?(password|dnpass|secret|api_key)[[:space:]]*=[[:space:]]*[^[:space:]#<%$])"
    grep -lE "$secret" /dev/null $open
    # 1 is no match.
    [ $? -le 1 ]
}
part secrets secrets
# World-readable files without passwords, such as deny lists.
bare() {
    for one in $exposed; do
        awk -F: '!/^#/ && $2 != "" && $2 !~ /^[x*!]+$/ { exit 1 }' "$one" && say "$one"
    done
}
[ -z "$exposed" ] || part bare bare
