import type { Slice } from '#kernel/slice.ts'
import { performEnterContact } from './acts/enter-contact.ts'
import { showContactList } from './views/list-contacts.ts'

/** The contact register's part of the slice; its resources are plain data (`resources.ts`). */
export const contactParts = {
	acts: [performEnterContact],
	views: [showContactList],
} satisfies Pick<Slice, 'acts' | 'views'>
