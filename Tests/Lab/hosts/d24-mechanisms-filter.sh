# The passdb is for two mechanisms only: a lookup, which has none, skips it.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    sed -i '/^passdb/a \  mechanisms_filter = plain login' "$root/etc/dovecot/conf.d/99-lab.conf"
}
