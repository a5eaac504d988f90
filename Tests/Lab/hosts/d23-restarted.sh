# The master was killed once, and systemd started it again.
#= outcome swept
#= cause none
#= items config=pass service=warn ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    mkdir -p "$root/etc/systemd/system/dovecot.service.d"
    printf '%s\n' '[Service]' 'Restart=on-failure' >"$root/etc/systemd/system/dovecot.service.d/watch.conf"
}

after_boot() {
    systemctl kill --signal=KILL dovecot
    until [ "$(systemctl show -p NRestarts --value dovecot)" = 1 ] && systemctl is-active --quiet dovecot; do sleep 0.2; done
}
