# Another program has taken port 143, and Dovecot does not start without it.
#= outcome swept
#= cause ports.owner
#= items config=pass service=blocked ports=fail firewall=blocked tls=blocked auth=blocked user=blocked password=blocked mail-location=blocked permissions=blocked logs=warn
#= person which program may go is for a person to say
suite=trixie

before_boot() {
    cat >"$root/etc/systemd/system/other.service" <<-END
		[Unit]
		Before=dovecot.service
		[Service]
		ExecStart=/usr/bin/nc -lk 143
		[Install]
		WantedBy=multi-user.target
	END
    systemctl --quiet --root="$root" enable other.service
}
