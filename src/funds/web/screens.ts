import type { Screen } from '#kernel/web/screen.ts'

/** The screens of funds. */
export const screens: readonly Screen[] = []
