# What Dovecot answers is dropped on its way out (nft): clients get no answer.
#= outcome swept
#= cause firewall.reachable
#= items config=pass service=pass ports=blocked firewall=fail tls=blocked auth=pass user=pass password=blocked mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

after_boot() {
    nft 'add table inet out; add chain inet out leave { type filter hook output priority 0; }'
    nft add rule inet out leave tcp sport '{ 110, 143, 993, 995 }' drop
}
