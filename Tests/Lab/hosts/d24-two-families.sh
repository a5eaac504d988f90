# `listen` names one address of each family, and is no wildcard.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    echo "listen = 127.0.0.1 $address ::1 $(host_address "$index" 6)" >>"$root/etc/dovecot/conf.d/99-lab.conf"
}
