import { expect, test } from '@jest/globals'
import { classifyReply } from '../../src/domain/opt-out-keywords/opt-out-keywords.ts'

const meant = (text: string, optedOut = false) => classifyReply(text, { optedOut })

test.each([
  'STOP',
  'stop',
  ' Stop! ',
  'S.T.O.P.',
  'stop all',
  'STOPALL',
  'Unsubscribe',
  'CANCEL',
  'end',
  'Quit.',
  'REVOKE',
  'OPT OUT',
  'opt-out',
  'OptOut',
])('%s ends messages', (text) => {
  expect(meant(text)).toBe('stop')
})

test.each(['ＳＴＯＰ', '“stop”', 'Stop 🛑', 'st\u200bop', 'ARRÊT', 'arret', 'Désinscrire', 'STOPP', 'stop\n'])(
  '%s does so in other writing',
  (text) => {
    expect(meant(text)).toBe('stop')
  },
)

test.each(['START', 'start.', 'Unstop'])('%s begins them again', (text) => {
  expect(meant(text)).toBe('start')
  expect(meant(text, true)).toBe('start')
})

test('YES begins them again for somebody who has opted out, and answers a question otherwise', () => {
  expect(meant('Yes!', true)).toBe('start')
  expect(meant('YES', false)).toBe('none')
  expect(meant('yes please', true)).toBe('none')
})

test.each(['HELP', 'help?', 'Info', 'aide', 'AYUDA'])('%s asks for help', (text) => {
  expect(meant(text)).toBe('help')
})

test.each([
  'please stop texting me',
  'Stop sending me messages!',
  'STOP MESSAGING ME',
  'Can you stop texting this number',
  'please stop',
  'stop it now',
  "don't text me again",
  'Don’t ever contact me',
  'Do not call me.',
  'take me off your list',
  'Remove me from the mailing list please',
  'I want to unsubscribe',
  'opt me out',
  'no more texts please',
  'Leave me alone',
  'I would like to opt-out of this',
])('"%s" is a wish to stop', (text) => {
  expect(meant(text)).toBe('wish_to_stop')
})

test.each([
  'can you stop by at 5',
  'Can you stop by the salon at the end of the day?',
  'My bleeding won’t stop',
  'I need to cancel my appointment',
  'Please cancel Friday',
  'the end',
  'See you at the bus stop',
  "don't stop texting me, I like the offers",
  'Why did you stop texting me?',
  'Will you quit the salon?',
  'text me when you are ready',
  'I will start on Monday',
  'help me find it',
  'more information',
  'stopping by later',
  'Nonstop',
  '',
  '👍',
  '5',
])('"%s" is neither', (text) => {
  expect(meant(text)).toBe('none')
})

test('what the provider recognised counts, whatever the text says', () => {
  expect(classifyReply('bitte keine mehr', { optOutType: 'STOP', optedOut: false })).toBe('stop')
  expect(classifyReply('hello', { optOutType: 'start', optedOut: false })).toBe('start')
  expect(classifyReply('STOP', { optOutType: 'HELP', optedOut: false })).toBe('help')
  expect(classifyReply('STOP', { optOutType: '', optedOut: false })).toBe('stop')
  expect(classifyReply('STOP', { optOutType: 'SOMETHING', optedOut: false })).toBe('stop')
})
