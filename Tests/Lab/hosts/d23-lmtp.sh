# It takes mail by LMTP and offers no IMAP and no POP3.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=skipped firewall=skipped tls=skipped auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
#= login none
suite=bookworm
accounts=virtual
variables=dovesweep_role=lmtp

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-END
		protocols = lmtp
		service lmtp {
		  inet_listener lmtp {
		    port = 24
		  }
		}
	END
}
