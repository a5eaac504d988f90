# The running Dovecot was started with another file than its tools read.
#= outcome swept
#= cause none
#= items config=warn service=pass ports=unknown firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    cp "$root/etc/dovecot/dovecot.conf" "$root/etc/dovecot/site.conf"
    mkdir -p "$root/etc/systemd/system/dovecot.service.d"
    printf '[Service]\nExecStart=\nExecStart=/usr/sbin/dovecot -F -c /etc/dovecot/site.conf\n' \
        >"$root/etc/systemd/system/dovecot.service.d/site.conf"
}
