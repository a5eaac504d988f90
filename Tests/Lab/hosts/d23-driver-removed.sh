# The MySQL driver was removed while Dovecot runs: logins work until it restarts.
#= outcome swept
#= cause service.upgraded
#= items config=pass service=fail ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= person the package comes from a mirror, to which the lab has no way
suite=bookworm
accounts=mysql

before_boot() {
    # One process, for ever: an idle one would end after a minute, a second lookup at once wants a second process, and
    # no other can begin.
    printf '%s\n' 'default_idle_kill = 4294967295 s' 'auth_worker_max_count = 1' >"$root/etc/dovecot/conf.d/99-idle.conf"
}

after_boot() {
    doveadm auth lookup probe@lab.example >/dev/null
    find /usr/lib/dovecot/modules -name libdriver_mysql.so -delete
}
