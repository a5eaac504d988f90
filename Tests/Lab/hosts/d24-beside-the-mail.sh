# The mail location was lost on the way: Dovecot looks into an empty place beside the mail.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=warn permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    sed -i 's|^mail_\(inbox_\)*path = .*|mail_\1path = ~/mail|' "$root/etc/dovecot/conf.d/99-lab.conf"
}
