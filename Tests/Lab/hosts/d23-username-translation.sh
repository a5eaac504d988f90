# Characters that names may not have are translated before: `probe/lab.example` is what another program sends.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		auth_username_translation = %@/@
		auth_username_chars = abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890.-_@
	END
}
