/** Everything command can do and show. Screens import this and nothing else of the slice. */

export * from './contract/aid.ts'
export * from './contract/brief.ts'
export * from './contract/contact.ts'
export * from './contract/hand-over.ts'
export * from './contract/order-answers.ts'
export * from './contract/order-lists.ts'
export * from './contract/order-shapes.ts'
export * from './contract/order-views.ts'
export * from './contract/order-work.ts'
export * from './contract/orders.ts'
export * from './contract/report.ts'
