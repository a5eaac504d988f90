# A file that keeps all users out was left behind: every password is refused without a word.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
#= person whether the maintenance is over is for a person to say
suite=trixie

before_boot() {
    sed -i '1i auth required pam_nologin.so file=/etc/maintenance' "$root/etc/pam.d/dovecot"
    echo 'Back at noon.' >"$root/etc/maintenance"
}
