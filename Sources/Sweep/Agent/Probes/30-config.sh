# Probe config: Dovecot's settings, and its errors when it loads them and the files that settings name.

# Its output is discarded and its errors are the output.
# shellcheck disable=SC2069
loads() { doveconf -xn 2>&1 >/dev/null; }
# The pattern of an include that matches no file.
include() {
    say "$1" | sed -n "s/.* configuration file \(\/[^:]*\) line \([0-9]*\): No matches.*/\2 \1/p" | {
        read -r number file
        [ ! -f "$file" ] || sed -n "$number{
            s/^[[:space:]]*!include[[:space:]]*//p
            q
        }" -- "$file"
    }
}
settings() { say "$settings" && return "$settings_status"; }
{
    part written written
    all=$(part loads loads)
    say "$all"
    case $all in *": No matches"*) part include include "$all" ;; esac
    part settings settings
    part sections sections
} | scrub
