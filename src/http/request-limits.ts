// How large a request may be, and how long what it refers to is kept. What enforces these takes them from here, and `GET /v1/meta/limits` shows them.

export const maxBodyBytes = 256 * 1024
/** What providers send is not laid out by us: a mail with its pictures is one request. */
export const maxProviderBodyBytes = 1024 * 1024
/** A form of a page for people: one short text at most. */
export const maxFormBytes = 16 * 1024
export const maxUrlBytes = 8 * 1024
export const maxHeaderBytes = 16 * 1024

/** Rows of a page without `limit`, and with the largest one: the contract has the same figures. */
export const defaultPageSize = 25
export const maxPageSize = 100

export const cursorSeconds = 24 * 60 * 60
export const idempotencyKeySeconds = 24 * 60 * 60
