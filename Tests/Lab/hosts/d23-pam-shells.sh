# PAM wants a shell that /etc/shells lists, and the account has none: its password is refused without a word.
#= outcome swept
#= cause password.accepted
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=fail mail-location=pass permissions=pass logs=pass
#= person which shells count is for a person to say
suite=bookworm

before_boot() {
    sed -i '1i auth required pam_shells.so' "$root/etc/pam.d/dovecot"
    chroot "$root" usermod -s /usr/sbin/nologin probe
}
