# Dovecot was upgraded and not restarted: the master's program is no longer on the disk.
#= outcome swept
#= cause none
#= items config=pass service=warn ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

after_boot() {
    # As dpkg does it: the new file takes the old one's name.
    cp -a /usr/sbin/dovecot /usr/sbin/dovecot.dpkg-new
    mv /usr/sbin/dovecot.dpkg-new /usr/sbin/dovecot
}
