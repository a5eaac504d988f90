# Dovecot 2.3 with virtual accounts in a directory, to which it binds as the user to prove a password.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=ldap
