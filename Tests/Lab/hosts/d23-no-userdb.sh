# The passdb knows the account and the userdb does not: the password is right, and the login ends without a word.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=warn
#= person the account's numbers and home are for a person to say
suite=bookworm
accounts=virtual

before_boot() {
    sed 's/^probe@/somebody@/' "$root/etc/dovecot/users" |
        install -m 0640 -g "$(chroot "$root" id -g dovecot)" /dev/stdin "$root/etc/dovecot/homes"
    sed -i '/^userdb/,/^}/s|/etc/dovecot/users|/etc/dovecot/homes|' "$root/etc/dovecot/conf.d/99-lab.conf"
    echo 'neighbour@lab.example:{PLAIN}letmein' >>"$root/etc/dovecot/users"
}

after_boot() {
    # Another user has met it already, and so have the logs.
    { printf 'a1 LOGIN neighbour@lab.example letmein\r\n'; sleep 2; } | nc 127.0.0.1 143 >/dev/null || true
}
