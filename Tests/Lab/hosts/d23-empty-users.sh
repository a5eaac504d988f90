# The passwd-file is empty, as after a failed copy: Dovecot knows no account.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=pass|warn
#= person the file comes from a backup
suite=bookworm
accounts=virtual

before_boot() {
    : >"$root/etc/dovecot/users"
}
