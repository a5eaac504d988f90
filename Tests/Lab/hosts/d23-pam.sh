# Dovecot 2.3 as Debian packages it: system accounts, PAM, Maildir in the home.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
