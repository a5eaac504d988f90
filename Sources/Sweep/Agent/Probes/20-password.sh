# Probe password: tests the password of the probe account, which doveadm reads from the channel.

all=$(doveadm auth test -x service=imap ${client:+-x "rip=$client"} ${server:+-x "lip=$server"} -x no-penalty "$1" 2>&1)
status=$?
# Field names, and the error code.
say "$all" | sed -n -e "/^passdb: /p" -e "/^extra fields:/p" -e "/^  code=[a-z_]*$/{" -e p -e d -e "}" \
    -e "s/^\(  [a-zA-Z_0-9]*\).*/\1=(withheld)/p"
rest=$(say "$all" | sed -e "/^passdb: /d" -e "/^extra fields:/d" -e "/^  [a-zA-Z_0-9]/d" -e "/^$/d")
[ -z "$rest" ] || say "$rest" | scrub >&2
(exit "$status")
