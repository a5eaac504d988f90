# System users and virtual accounts, side by side: PAM is asked first.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    sed -i -e '/^passdb/i passdb {\n  driver = pam\n}' -e '/^userdb/i userdb {\n  driver = passwd\n}' "$root/etc/dovecot/conf.d/99-lab.conf"
}
