# Quota is loaded for IMAP alone, and the account is below it.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		protocol imap {
		  mail_plugins = quota imap_quota
		}
		plugin {
		  quota = maildir:User quota
		  quota_rule = *:storage=1G
		}
	END
}
