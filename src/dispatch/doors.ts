import type { FastifyInstance } from 'fastify'
import type { Doors } from '#kernel/http/doors.ts'

/** The routes of dispatch that are neither acts nor views: the telephone exchange and position trackers. */
export function dispatchRoutes(_app: FastifyInstance, _doors: Doors): void {}
