# The key file is empty, as after a renewal on a full disk.
#= outcome swept
#= cause tls.key
#= items config=pass service=pass ports=pass firewall=pass tls=fail auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
#= person the key comes from a backup or the authority
suite=trixie
accounts=virtual

before_boot() {
    : >"$root/etc/dovecot/private/dovecot.key"
}
