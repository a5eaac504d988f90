# The Maildir is a link of root to a volume whose directory only root may enter.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass|blocked mail-location=pass permissions=fail logs=pass|warn
suite=trixie
accounts=virtual

before_boot() {
    mkdir -m 0700 "$root/srv/volume"
    mv "$root$virtual_home/Maildir" "$root/srv/volume/Maildir"
    ln -s /srv/volume/Maildir "$root$virtual_home/Maildir"
}
