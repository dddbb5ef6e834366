import { expect, test } from '@jest/globals'
import { AddressRefused, allowsUrl, isPublicAddress, lookUpPublic } from '../../src/integrations/public-address.ts'

const strict = { allowPrivate: false, ownHosts: ['api.example.com'] }
const open = { allowPrivate: true, ownHosts: [] }

const special = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
]

test.each(special)('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '54.240.1.1', '::ffff:8.8.8.8', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  'http://sms.example.net/v1',
  'https://sms.example.net:8443/v1',
  `https://${['user', 'word'].join(':')}@sms.example.net/`,
  'https://api.example.com/v1',
  'https://API.example.com/v1',
  'https://localhost/',
  'https://sms.localhost/',
  'https://router.local/',
  'https://db.internal/',
  'https://intranet/',
  'https://sms.example.net./',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://017700000001/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://169.254.169.254/latest/meta-data',
  'ftp://sms.example.net/',
  'no url at all',
])('%s is not allowed', (url) => {
  expect(allowsUrl(url, strict)).toBe(false)
})

test('a public name on the standard port is allowed; within the house everything is that is http', () => {
  expect(allowsUrl('https://sms.example.net/v1', strict)).toBe(true)
  expect(allowsUrl('https://8.8.8.8/', strict)).toBe(true)
  expect(allowsUrl('http://127.0.0.1:4000/sms', open)).toBe(true)
  expect(allowsUrl('file:///etc/passwd', open)).toBe(false)
})

test('one address within the house among several is enough to refuse', async () => {
  const resolve = async (): Promise<{ address: string; family: number }[]> => [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ]

  await expect(lookUpPublic('sms.example.net', strict, resolve)).rejects.toThrow(AddressRefused)
  await expect(lookUpPublic('sms.example.net', strict, async () => [])).rejects.toThrow(AddressRefused)
  await expect(lookUpPublic('169.254.169.254', strict)).rejects.toThrow(AddressRefused)
  await expect(lookUpPublic('[::1]', strict)).rejects.toThrow(AddressRefused)
})

test('the connection goes to what was looked up and judged, whatever the name says a moment later', async () => {
  const answers = [[{ address: '8.8.8.8', family: 4 }], [{ address: '127.0.0.1', family: 4 }]]
  const lookup = await lookUpPublic('sms.example.net', strict, async () => answers.shift() ?? [])

  const seen: unknown[] = []
  lookup('sms.example.net', {}, (...given) => void seen.push(given))
  lookup('sms.example.net', { all: true }, (...given) => void seen.push(given))

  expect(seen).toEqual([
    [null, '8.8.8.8', 4],
    [null, [{ address: '8.8.8.8', family: 4 }]],
  ])
})
