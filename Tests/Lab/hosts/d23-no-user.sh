# The system account was not created on this host.
#= outcome swept
#= cause user.userdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=blocked permissions=blocked logs=pass
#= person the new account's password is its owner's to set
suite=bookworm

before_boot() {
    chroot "$root" userdel --remove probe
}
