# The unit has another name than in the package.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    chroot "$root" systemctl disable dovecot
    sed '/^Also=/d;/^Alias=/d' "$root/lib/systemd/system/dovecot.service" >"$root/etc/systemd/system/dovecot2.service"
    chroot "$root" systemctl mask dovecot.service dovecot.socket
    chroot "$root" systemctl enable dovecot2
}
