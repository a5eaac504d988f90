# The login shell greets on standard output, from .bashrc.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm

before_boot() {
    chroot "$root" usermod --shell /bin/bash sweep
    cat >"$root/home/sweep/.bashrc" <<-'END'
		echo "Welcome to $(hostname)"
		echo "Load: $(cut -d' ' -f1 /proc/loadavg)"
	END
}
