# The directory server does not run.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
suite=bookworm
accounts=ldap

before_boot() {
    chroot "$root" systemctl disable slapd
}
