# The Maildir is a link to a volume that is not mounted: it opens for nobody.
#= outcome swept
#= cause mail-location.exists
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=fail permissions=pass logs=pass
#= person the volume is for a person to mount
suite=bookworm
accounts=virtual

before_boot() {
    rm -r "$root$virtual_home/Maildir"
    ln -s /mnt/old/probe/Maildir "$root$virtual_home/Maildir"
    chown -h 5000:5000 "$root$virtual_home/Maildir"
}
