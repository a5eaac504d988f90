# One of three hosts that clients reach by one name: the renewal has forgotten it.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=warn auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
variables=dovesweep_public_name=cluster.lab.example

before_boot() {
    certificate_issue cluster.lab.example "$root"/etc/dovecot/private/dovecot.{pem,key} '40 days ago' '50 days'
}
