# The only key that is authorised is ECDSA.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
key=id_ecdsa

before_boot() {
    cp "$state/id_ecdsa.pub" "$root/home/sweep/.ssh/authorized_keys"
}
