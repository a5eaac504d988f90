# The root of the mail has mode 000, and belongs to the mail user.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass|blocked|fail mail-location=pass|blocked permissions=fail logs=pass|warn
suite=trixie
accounts=virtual

before_boot() {
    chmod 0 "$root/var/vmail"
}
