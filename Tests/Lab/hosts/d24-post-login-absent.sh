# The script that runs after each login was not copied to this host: logins end without a word.
#= outcome swept
#= cause password.tunnel
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass|warn
# The sweep meets it too, and the next one finds that in the logs.
#= person the script comes from the old host or a backup
suite=trixie
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		service imap {
		  executable = imap post-login
		}
		service post-login {
		  executable = script-login /usr/local/bin/post-login
		  user = vmail
		  unix_listener post-login {
		  }
		}
	END
}
