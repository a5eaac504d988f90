# PAM's configuration for Dovecot was not copied to this host, and nothing stands in for it.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
#= person the package comes from a mirror, to which the lab has no way
suite=trixie

before_boot() {
    rm "$root"/etc/pam.d/{dovecot,other}
}
