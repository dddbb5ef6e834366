import ipaddr from 'ipaddr.js'

/** Whether the address is in one of the ranges; without ranges every address is. */
export function allows(ranges: readonly string[], ipAddress: string): boolean {
  if (ranges.length === 0) return true
  if (!ipaddr.isValid(ipAddress)) return false
  const address = ipaddr.process(ipAddress)
  return ranges.some((range) => {
    const [network, bits] = parseRange(range)
    return network.kind() === address.kind() && address.match(network, bits)
  })
}

// IPv4 addresses that are written as IPv6 ones are IPv4 addresses, in a range as in a call.
function parseRange(range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [network, bits] = ipaddr.parseCIDR(range)
  return network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96
    ? [network.toIPv4Address(), bits - 96]
    : [network, bits]
}
