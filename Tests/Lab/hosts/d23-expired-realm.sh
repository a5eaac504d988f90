# A system account that logs in with its domain has expired: PAM knows it by the name without.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
suite=bookworm
variables="dovesweep_probe_user=probe@old.example"

before_boot() {
    chroot "$root" chage --expiredate 2020-01-01 probe
    echo 'auth_username_format = %n' >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
