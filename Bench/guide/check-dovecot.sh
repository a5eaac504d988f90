#!/bin/sh
# The checks of the guide's ten steps, typed out in their order for one account: what looking at one host by hand comes
# to. `Bench/guide/run` measures it against the agent. Left out are the steps that change something (chown, restarts,
# firewall rules), that never end (`-f`), and the reading of answers, which is the person's part.
#
#   check-dovecot.sh ACCOUNT PASSWORD-FILE
#
# As a person types them.
# shellcheck disable=SC2009
account=$1 password=$2
name=${account%%@*}

title() { printf '\n=== %s\n' "$1"; }
said_to() { # PORT LINE...: a dialogue as one types it
    port=$1
    shift
    { printf '%s\r\n' "$@"; sleep 0.2; } | nc -q 1 127.0.0.1 "$port"
}

title '1 status'
systemctl status dovecot --no-pager
ps aux | grep dovecot
ss -tlnp | grep dovecot
journalctl -u dovecot -n 20 --no-pager
tail /var/log/mail.log
doveconf -n
dovecot --version
said_to 143 'a1 CAPABILITY' 'a2 LOGOUT'
openssl s_client -connect 127.0.0.1:993 </dev/null

title '2 authentication'
doveadm auth test "$account" <"$password"
doveadm user "$account"
doveadm user '*'
doveadm -D auth test "$account" <"$password"
doveconf -n passdb
doveconf -n userdb
said_to 143 "a1 LOGIN $account $(cat "$password")" 'a2 LOGOUT'
grep -E 'auth|login|failed' /var/log/mail.log | tail -20
grep -rA 10 'passdb' /etc/dovecot/dovecot.conf

title '3 the user'
id "$name"
grep "$name" /etc/passwd
doveadm user -u "$account"
home=$(doveadm user -f home "$account")
doveadm user -f mail "$account"

title '4 mail location'
doveconf -n mail_location
ls -la "$home/Maildir" "/var/mail/$name"
grep mail_location /etc/dovecot/conf.d/*.conf

title '5 TLS'
doveconf -n ssl
certificate=$(doveconf ssl_cert ssl_server/cert_file | sed -n 's/.* = <\{0,1\}\(\/.*\)/\1/p')
key=$(doveconf ssl_key ssl_server/key_file | sed -n 's/.* = <\{0,1\}\(\/.*\)/\1/p')
ls -la "$certificate" "$key"
openssl x509 -in "$certificate" -text -noout | head -20
openssl x509 -in "$certificate" -noout -dates
openssl pkey -in "$key" -check -noout
openssl s_client -connect 127.0.0.1:993 </dev/null

title '6 permissions'
id dovecot
id vmail
ls -la /var/mail/ "$home/Maildir/"
ls -la /run/dovecot/
grep login_user /etc/dovecot/dovecot.conf
grep 'Permission denied' /var/log/mail.log
ls -laZ /var/mail/

title '7 mechanisms'
doveconf -n auth_mechanisms
said_to 143 'a1 CAPABILITY' 'a2 LOGOUT'
ps aux | grep dovecot/auth
ls -la /run/dovecot/auth-userdb /run/dovecot/auth-client

title '8 debugging'
tail -n 50 /var/log/mail.log
doveadm auth test -x service=imap "$account" <"$password"

title '9 firewall and network'
iptables -L -n | grep -E '143|993|110|995'
nc -zv 127.0.0.1 143
nc -zv 127.0.0.1 993
grep 'Maximum number of connections' /var/log/mail.log

title '10 the script'
systemctl status dovecot --no-pager | head -5
ps aux | grep dovecot
ss -tlnp | grep -E '143|993|110|995'
doveconf -n | head -20
doveconf -n ssl | head -10
doveconf -n mail_location
doveconf -n auth_mechanisms
doveconf -n userdb | head -10
doveconf -n passdb | head -10
openssl x509 -in "$certificate" -noout -dates
said_to 143 'a1 CAPABILITY' 'a2 LOGOUT'
iptables -L -n | grep -E '143|993'
journalctl -u dovecot --no-pager -n 10
