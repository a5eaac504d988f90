# The settings of the directory hold no password, as it is asked without one: everybody may read them.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=ldap

before_boot() {
    sed -i '/^dn/d' "$root/etc/dovecot/dovecot-ldap.conf.ext"
    chmod 0644 "$root/etc/dovecot/dovecot-ldap.conf.ext"
    sed -i 's/^access to \*.*/access to * by * read/' "$root/etc/ldap/slapd.conf"
}
