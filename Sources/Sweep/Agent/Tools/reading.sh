# Tools: files that other users than root may replace.

# The user and group to read a path as: the first directory owner that is not root, or the owner of a file in a
# world-writable directory. Directory owners may put links there.
reader_of() {
    IFS=$feed
    # A path a line.
    # shellcheck disable=SC2046
    listed=$(ls -ldn -- $(trail "$1"))
    unset IFS
    echo "$listed" | {
        uid=0 gid=0 is_open=
        while read -r mode rest owner group rest; do
            case $mode in
            d*) [ "$uid" != 0 ] || uid=$owner gid=$group ;;
            *) [ -z "$is_open" ] || [ "$uid" != 0 ] || uid=$owner gid=$group ;;
            esac
            case $mode in d???????w*) is_open=yes ;; esac
        done
        echo "$uid $gid"
    }
}
read_log() {
    groups="" inner=""
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
