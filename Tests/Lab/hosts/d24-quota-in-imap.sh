# Quota is loaded for IMAP alone, and the account is below it.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		protocol imap {
		  mail_plugins = quota imap_quota
		}
		quota "User quota" {
		  driver = count
		  storage_size = 1G
		}
	END
}
