# One of three hosts that clients reach by one name, with the certificate that they share.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
variables=dovesweep_public_name=cluster.lab.example

before_boot() {
    certificate_share cluster.lab.example
}
