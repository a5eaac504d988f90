# Only root can enter the directory of the global ACLs: logins work, and no mailbox opens.
#= outcome swept
#= cause permissions.mail
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=fail logs=pass|warn
suite=bookworm
accounts=virtual

before_boot() {
    install -d -m 0700 "$root/etc/dovecot/acls"
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		mail_plugins = acl
		plugin {
		  acl = vfile:/etc/dovecot/acls
		}
	END
}
