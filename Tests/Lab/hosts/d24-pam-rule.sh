# A rule of PAM lets only a group log in, which the account is not in: its log line names the rule, and no password is wrong.
#= outcome swept
#= cause user.passdb
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=fail password=blocked mail-location=pass permissions=pass logs=pass
#= person whether the rule or the group is wrong is for a person to say
suite=trixie

before_boot() {
    sed -i '1i auth requisite pam_succeed_if.so user ingroup mailusers' "$root/etc/pam.d/dovecot"
}
