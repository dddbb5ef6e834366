import { waitlistPage } from './domain/self-service/page-offer.ts'
import { managePage } from './domain/self-service/page.ts'
import type { Page } from './http/pages.ts'

/** The pages for people, by the path below which each answers. */
export const pages: Readonly<Record<string, Page>> = { '/manage': managePage, '/waitlist': waitlistPage }
