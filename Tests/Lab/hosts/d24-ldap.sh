# Dovecot 2.4 with virtual accounts in a directory, where it looks their hashes up.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=ldap
