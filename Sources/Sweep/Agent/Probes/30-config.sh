# Probe config: Dovecot's settings, and its errors when it loads them.

eval "$tools"
# Its output is discarded and its errors are the output.
# shellcheck disable=SC2069
loads() { doveconf -xn 2>&1 >/dev/null; }
settings() { say "$settings" && return "$settings_status"; }
{
    part written written
    part loads loads
    part settings settings
    part sections sections
} | scrub
