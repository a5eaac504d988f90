# `imap_quota` is loaded without `quota`, which it needs: every login ends in an internal error.
#= outcome swept
#= cause config.plugins
#= items config=fail service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
#= person what the log says of it is for a person to mend
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		protocol imap {
		  mail_plugins = imap_quota
		}
	END
}
