# The only key that is authorised is RSA (OpenSSH 9.2).
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
key=id_rsa

before_boot() {
    cp "$state/id_rsa.pub" "$root/home/sweep/.ssh/authorized_keys"
}
