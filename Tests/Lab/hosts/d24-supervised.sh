# A supervisor starts Dovecot, and starts it again when it ends; the unit of the package is off.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
accounts=virtual

before_boot() {
    chroot "$root" systemctl disable dovecot.service
    install -m 0755 /dev/stdin "$root/usr/local/sbin/supervise" <<-'END'
		#!/bin/sh
		while :; do
		    dovecot -F
		    sleep 1
		done
	END
    install -m 0644 /dev/stdin "$root/etc/systemd/system/mailstack.service" <<-'END'
		[Service]
		ExecStart=/usr/local/sbin/supervise
		[Install]
		WantedBy=multi-user.target
	END
    chroot "$root" systemctl enable mailstack
}
