# The login shell is tcsh.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie

before_boot() {
    chroot "$root" usermod --shell /bin/tcsh sweep
}
