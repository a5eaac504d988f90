# Of passwords that are refused a short hash is logged, which gives none away.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		auth_verbose = yes
		auth_verbose_passwords = sha1:6
	END
}
