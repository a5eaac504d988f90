# Mail users are shut into the directory of the mail (chroot).
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass|warn password=pass mail-location=pass permissions=pass logs=pass
# Its home is told as its user sees it, which may be unlike that of the others of a group.
suite=bookworm
accounts=virtual

before_boot() {
    echo 'valid_chroot_dirs = /var/vmail' >"$root/etc/dovecot/conf.d/99-zz.conf"
    sed -i 's#/var/vmail/lab#/var/vmail/./lab#' "$root/etc/dovecot/users"
}
