# The passwd-file has another password for the account than the inventory says.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
#= person the password is its owner's to set
suite=trixie
accounts=virtual
account_hash=$(openssl rand -hex 16 | password_hash)
