# The system user of the virtual accounts was not created on this host: the mail belongs to bare numbers.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=warn password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    chroot "$root" userdel vmail
}
