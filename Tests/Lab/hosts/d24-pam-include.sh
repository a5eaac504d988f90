# The rules of PAM for Dovecot include a file of another distribution.
#= outcome swept
#= cause auth.backends
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=blocked|pass password=blocked mail-location=blocked|pass permissions=blocked|pass logs=pass|warn
#= person the rules are for a person to write
suite=trixie

before_boot() {
    printf '%s\n' 'auth include system-auth' 'account include system-auth' >"$root/etc/pam.d/dovecot"
}
