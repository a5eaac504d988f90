# Tools: Dovecot's settings.

# A pattern match on the whole text is far slower in a shell.
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
configured() { bounded 10 doveconf "$@" 2>&1; }
learned() {
    all=$(configured "$@")
    status=$?
    say "$all" | known
    return $status
}
# about NAME...: the settings of these names, an empty line, and the sections.
about() {
    awk -v names="$*" '
        BEGIN {
            count = split(names, list, " ")
            for (i = 1; i <= count; i++) {
                is_section = list[i] ~ "/"
                sub("^ssl_server/.*", "ssl_server", list[i])
                sub("/", " ", list[i])
                if (is_section) is_apart[list[i]] = 1
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
            if (name in is_apart) sections = sections "\n" $0
            else print
            if ($0 == "}") inside = 0
            next
        }
        /^[a-z]/ && $2 == "=" && $1 in is_asked {
            value = substr($0, index($0, "=") + 2)
            # doveconf quotes values with outer blanks.
            if (value ~ /^".*"$/) {
                value = substr(value, 2, length(value) - 2)
                gsub(/\\"/, "\"", value)
            }
            print $1 " = " value
        }
        END { print sections }'
}
written() {
    if [ -z "$written" ]; then learned -n
    else say "$written" && return "$written_status"
    fi
}
# $of_sections is names with blanks between them.
# shellcheck disable=SC2086
sections() {
    if [ -z "$sections" ]; then learned $of_sections
    else say "$sections" && return "$settings_status"
    fi
}
# doveconf -n names this file first.
main_file() {
    main=$(written 2>/dev/null | sed -n "/^# [0-9][^:]*: \//{
        s/^# [^:]*: //p
        q
    }")
}
