# The account is for clients of the coordinator's network alone.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's|^probe@.*|& allow_real_nets=198.18.0.0/15|' "$root/etc/dovecot/users"
}
