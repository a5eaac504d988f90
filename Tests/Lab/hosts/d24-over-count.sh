# The account is over its quota, which Dovecot counts itself: only who opens mailboxes can see it.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    cat >>"$root/etc/dovecot/conf.d/99-lab.conf" <<-'END'
		mail_plugins {
		  quota = yes
		}
		quota "User quota" {
		  driver = count
		  storage_size = 4K
		}
	END
    head -c 8000 /dev/zero | tr '\0' x >>"$root$virtual_home/Maildir/new/1700000000.M1P1.lab"
}
