import type { Screen } from '#kernel/web/screen.ts'
import { briefScreens } from './brief-screens.ts'
import { orderScreens } from './order-screens.ts'
import { betweenScreens } from './between-screens.ts'

/** The screens of command. */
export const screens: readonly Screen[] = [...briefScreens, ...orderScreens, ...betweenScreens]
