import { inDataFolder } from './data-folder.ts'
import { findFreePort } from './free-port.ts'

export type StandIns = { scripts: string[]; environment: Record<string, string> }

/**
 * Stand-ins for the vendors, and the settings that lead to them. None where the environment names a real one: `GOOGLE_CLIENT_ID`, `TWILIO_API_URL`, `POSTMARK_URL` or a
 * token of Postmark.
 */
export async function chooseStandIns(baseUrl: string, env = process.env): Promise<StandIns> {
  if ([env.GOOGLE_CLIENT_ID, env.TWILIO_API_URL, env.POSTMARK_URL, env.POSTMARK_TOKEN].some((value) => value !== undefined))
    return { scripts: [], environment: {} }
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  return {
    scripts: ['tests/vendors/main.ts'],
    environment: {
      VENDORS_PORT: String(port),
      VENDORS_FILE: inDataFolder('vendors.json'),
      VENDORS_CALL: env.PUBLIC_URL ?? baseUrl,
      GOOGLE_URL: `${url}/google`,
      GOOGLE_CLIENT_ID: 'demo',
      GOOGLE_CLIENT_SECRET: 'demo',
      TWILIO_API_URL: `${url}/twilio`,
      POSTMARK_URL: `${url}/postmark`,
      // So that the stand-in for a generic SMS provider can be connected as well.
      ALLOW_PRIVATE_PROVIDERS: 'true',
    },
  }
}
