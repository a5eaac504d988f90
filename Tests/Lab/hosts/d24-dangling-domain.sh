# The directory of the domain is a link to a volume that is not mounted: no mailbox can be made there.
#= outcome swept
#= cause mail-location.exists
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person the volume is for a person to mount
suite=trixie
accounts=virtual

before_boot() {
    mkdir -p "$root/mnt/new"
    rm -r "$root/var/vmail/lab.example"
    ln -s /mnt/new/lab.example "$root/var/vmail/lab.example"
    chown -h 5000:5000 "$root/var/vmail/lab.example"
}
