/** Times of a session. Milliseconds. */

/** I5. A desk nobody touched for this long is signed out, or locked when it holds live work (I6). */
export const idleLimit = 30 * 60_000
/** I5. No session outlives a long shift. */
export const absoluteLimit = 12 * 3_600_000
/** How long `SessionCache` may answer without asking the database. */
export const cacheLimit = 2_000
/** `last_seen_at` is written at most this often. */
export const touchEvery = 60_000
/** I25. How long an enrolment code is good for. */
export const enrolmentLimit = 72 * 3_600_000
/** I15. How long a sign-in challenge is good for. */
export const challengeLimit = 5 * 60_000
