# The socket that doveadm asks by default is switched off, as where no delivery agent needs it: lookups go to auth-master.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		service auth {
		  unix_listener auth-userdb {
		    mode = 0
		  }
		}
	END
}
