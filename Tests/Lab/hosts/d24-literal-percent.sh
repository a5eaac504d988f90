# A variable of 2.3 was left in the mail path, which 2.4 takes literally: all users would share one directory.
#= outcome swept
#= cause config.variables
#= items config=fail service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=blocked permissions=pass logs=pass
#= person what the path was meant to be is for a person to say
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's|^mail_path = .*|mail_path = /var/vmail/%d/%n|; s|^mail_inbox_path = .*|mail_inbox_path = /var/vmail/%d/%n|' \
        "$root/etc/dovecot/conf.d/99-lab.conf"
}
