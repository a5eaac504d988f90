# systemd listens for Dovecot, and starts it with the first connection: nobody has come yet.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    chroot "$root" systemctl disable dovecot.service
    chroot "$root" systemctl enable dovecot.socket
    # The socket's unit is for IMAP alone.
    echo 'protocols = imap' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
