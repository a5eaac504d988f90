# The account's password is stored in a form that 2.4 refuses (MD5-CRYPT).
#= outcome swept
#= cause auth.schemes
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=fail user=pass password=blocked mail-location=pass permissions=pass logs=pass
#= person only the password itself makes a new hash
suite=trixie
accounts=virtual
account_hash=$(openssl passwd -1 -stdin <"$state/probe.password")
