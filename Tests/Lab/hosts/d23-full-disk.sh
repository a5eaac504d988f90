# The mail volume is full.
#= outcome swept
#= cause mail-location.room
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person what may be removed is for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    mv "$root/var/vmail" "$root/var/vmail.saved"
    install -d -o 5000 -g 5000 -m 0700 "$root/var/vmail"
    echo 'mail-volume /var/vmail tmpfs size=1m,uid=5000,gid=5000,mode=0700 0 0' >>"$root/etc/fstab"
}

after_boot() {
    cp -a /var/vmail.saved/. /var/vmail/
    rm -r /var/vmail.saved
    # It ends when there is no room left, and says so.
    ! cat /dev/zero >/var/vmail/filler 2>/dev/null
}
