# The home of the account was made anew by root, and belongs to root.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass|warn
suite=bookworm

before_boot() {
    chown 0:0 "$root/home/probe"
    chmod 0700 "$root/home/probe"
}
