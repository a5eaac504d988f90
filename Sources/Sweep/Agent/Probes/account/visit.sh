# Probe account: the directories of the mail, as the mail user sees them.

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
            if [ "$count" -lt 20 ] && [ -e "$one" ] && [ ! -h "$one" ]; then
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
# An unreadable directory counts as mail.
holds() {
    [ -r "$1" ] || return 0
    # POSIX has no -quit: without it, the whole directory is listed.
    one_of=$(find "$@" -type f -print -quit 2>/dev/null) || one_of=$(find "$@" -type f 2>/dev/null | head -n 1)
    [ -n "$one_of" ]
}
# Plain, or compressed by gzip, bzip2, xz, zstd or Dovecot's LZ4.
is_mbox() {
    case $(head -c 5 "$1" | od -An -tx1) in
    " 46 72 6f 6d 20"* | " 1f 8b"* | " 42 5a 68"* | " fd 37 7a 58"* | " 28 b5 2f fd"* | " 44 6f 76 65 63"*) ;;
    *) return 1 ;;
    esac
}
# What a migration may have left beside the place, by another spelling of the account or a level too deep.
nearby() {
    echo "$root/Maildir"
    # Odd names match none of these.
    # shellcheck disable=SC2010
    ls -- "${home%/*}" 2>/dev/null | grep -ixF -e "${home##*/}" -e "$account" -e "${account%%@*}" | head -n 6 |
        while read -r one; do
            [ "${home%/*}/$one" = "$home" ] || printf "%s\n" "${home%/*}/$one/Maildir" "${home%/*}/$one"
        done
}
stores() {
    found=$(kinds "$root" "$path" "$home/Maildir" "$home/mail" "$home/mdbox" "$home/sdbox" "$home/dbox" \
        "$home" "/var/mail/$account")
    printf "%s\n" "$found"
    case $found in
    *" mail "* | *" new "*) ;;
    *)
        IFS=$feed
        # A path a line.
        # shellcheck disable=SC2046
        kinds $(nearby)
        unset IFS
        ;;
    esac
}
kinds() {
    last=''
    for one; do
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
            if [ ! -s "$one" ]; then echo "mbox empty $one"
            elif [ ! -r "$one" ] || is_mbox "$one"; then echo "mbox mail $one"
            else echo "mbox broken $one"
            fi
        fi
    done
}
# Unreadable mail and folders of a Maildir, as after a copy by root: three of each.
closed() {
    files=0 folders=0
    find "$path/cur" "$path/new" "$path" "$root/storage" "$root" -maxdepth 1 "(" -type f -o -type d ")" ! -user "$uid" \
        2>/dev/null | head -n 200 | while read -r one; do
        case ${one##*/} in *[!a-zA-Z0-9._,:=\&+-]*) continue ;; esac
        if [ ! -d "$one" ]; then
            if [ "$files" -lt 3 ] && [ ! -r "$one" ]; then files=$((files + 1)) && echo "$one"; fi
            continue
        fi
        case $one in
        "$root"/.*)
            if [ -d "$root/cur" ] && [ "$folders" -lt 3 ] && { [ ! -r "$one" ] || [ ! -w "$one" ] || [ ! -x "$one" ]; }; then
                folders=$((folders + 1)) && echo "folder $one"
            fi
            ;;
        esac
    done
}
# No link, and only the characters of a maildirsize.
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
# A path a line.
# shellcheck disable=SC2086
piece entries ls -ldL -- $contents
piece access rights
unset IFS
piece stores stores
piece closed closed
piece maildirsize size
