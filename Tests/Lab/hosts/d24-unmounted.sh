# The volume of the mail is in fstab and not mounted: the first login would make an empty mailbox below it.
#= outcome swept
#= cause mail-location.exists
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person the volume is not there
suite=trixie
accounts=virtual

before_boot() {
    rm -r "$root/var/vmail/lab.example"
    echo '/dev/mailvolume /var/vmail ext4 nofail,x-systemd.device-timeout=1s 0 2' >>"$root/etc/fstab"
}
