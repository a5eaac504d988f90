# A script runs after each login, and works.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    printf '#!/bin/sh\nexec "$@"\n' >"$root/usr/local/bin/post-login"
    chmod 0755 "$root/usr/local/bin/post-login"
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
