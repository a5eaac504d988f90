# Something ends Dovecot as soon as it is up, and systemd starts it again and again.
#= outcome swept
#= cause service.running
#= items config=pass service=fail ports=blocked firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass|warn
#= person who ends it, and why, is for a person to find out
suite=trixie

before_boot() {
    mkdir -p "$root/etc/systemd/system/dovecot.service.d"
    # An hour between two starts, so that the sweep meets it between them.
    # systemd expands it.
    # shellcheck disable=SC2016
    printf '%s\n' '[Unit]' 'StartLimitIntervalSec=0' '[Service]' 'Restart=always' 'RestartSec=1h' \
        'ExecStartPost=/bin/sh -c "kill -KILL $MAINPID"' >"$root/etc/systemd/system/dovecot.service.d/watch.conf"
}
