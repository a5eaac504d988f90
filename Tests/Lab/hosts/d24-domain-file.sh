# Each domain has a passwd-file, and that of the account does not exist: Dovecot does not know the account.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person the file is for a person to restore
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's,passwd_file_path = .*,passwd_file_path = /etc/dovecot/%{user | domain}/users,' "$root/etc/dovecot/conf.d/99-lab.conf"
}
